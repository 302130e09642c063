/// Cases ready to be changed. Their figures are invented: orders of magnitude to replace.
enum LifeCostModels {
    static let all: [ToolModel] = [
        model(
            "vehicles", "véhicules", 7,
            "energy;price;escalation;source\ndiesel;1,70;1;\(source)\nelectricity;0,20;2;\(source)",
            "name;acquisition;energy;quantity;maintenance;residual;emissions\n"
                + "Diesel;24000;diesel;900;700;4000;6000\nÉlectrique;33000;electricity;2700;400;6000;11000"
        ),
        model(
            "lighting", "éclairage", 12,
            "energy;price;escalation;source\nelectricity;0,20;2;\(source)",
            "name;acquisition;energy;quantity;maintenance;endOfLife\nFluorescent;9000;electricity;1800;300;250\n"
                + "LED;11500;electricity;1100;150;120"),
        model(
            "it", "informatique", 6, "energy;price;escalation;source\nelectricity;0,20;2;\(source)",
            "name;acquisition;energy;quantity;maintenance;replacement;lifetime;residual;emissions\n"
                + "Neufs, trois ans;40000;electricity;2500;1500;38000;3;1000;14000\n"
                + "Reconditionnés, trois ans;22000;electricity;2800;2200;22000;3;0;3000\n"
                + "Neufs, gardés six ans;46000;electricity;2500;2600;;;0;14000"),
        model(
            "heating", "chauffage", 15,
            "energy;price;escalation;source\ngas;0,11;2;\(source)\nelectricity;0,20;2;\(source)\n"
                + "wood;0,08;2;\(source)",
            "name;acquisition;energy;quantity;maintenance\nChaudière à gaz;18000;gas;14000;350\n"
                + "Pompe à chaleur;26000;electricity;4200;300\nChaudière à granulés;24000;wood;15000;550"
        ),
        model(
            "printers", "imprimantes", 5,
            "energy;price;escalation;source\nelectricity;0,20;2;\(source)",
            "name;acquisition;energy;quantity;consumables;maintenance\nJet d’encre;6000;electricity;300;5200;400\n"
                + "Laser;9000;electricity;1100;3600;600"),
        model(
            "buildings", "bâtiments", 40,
            "energy;price;escalation;source\ngas;0,11;2;\(source)\nelectricity;0,20;2;\(source)",
            "name;acquisition;energy;quantity;maintenance;staff;replacement;lifetime\n"
                + "Réglementaire, gaz;2400000;gas;180000;26000;18000;150000;20\n"
                + "Sobre, électrique;2650000;electricity;62000;24000;16000;140000;20"),
    ]

    private static let source = "Exemple à remplacer"

    private static func model(
        _ name: String, _ title: String, _ years: Int, _ energies: String, _ offers: String
    ) -> ToolModel {
        ToolModel(
            name: name, title: "\(title) (chiffres inventés)",
            values: ["years": String(years), "energies": energies, "offers": offers])
    }
}
