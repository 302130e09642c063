/// Dates that are absent, impossible or contradict each other.
extension FindingCatalogue {
    static let dates: [FindingRule] = [
        FindingRule(
            .notificationMissing, "DAT-01", .error, effect: .missing,
            title: "Date de notification absente",
            explanation:
                "Sans cette date, le contrat n'entre dans aucune figure par année ou par "
                + "mois.",
            advice: "Renseigner la date de notification du contrat.",
            example: "(absente)"),
        FindingRule(
            .publicationMissing, "DAT-02", .warning, effect: .missing,
            title: "Date de publication des données absente",
            explanation: "Le délai de publication ne peut pas être mesuré pour ce contrat.",
            advice: "Renseigner la date de publication des données essentielles.",
            example: "(absente)"),
        FindingRule(
            .dateWithTimeZone, "DAT-03", .note, effect: .repaired,
            title: "Date suivie d'une heure ou d'un fuseau horaire",
            explanation: "Le jour est certain ; ce qui le suit a été retiré.",
            advice: "Publier la date seule, sous la forme AAAA-MM-JJ.",
            example: "2018-11-21+01:00"),
        FindingRule(
            .impossibleYear, "DAT-04", .error,
            title: "Année impossible",
            explanation:
                "L'année est trop lointaine pour être celle d'un contrat ; la date est tenue "
                + "pour inconnue, sans chercher à la deviner.",
            advice: "Corriger l'année de la date.",
            example: "0218-05-14"),
        FindingRule(
            .impossibleDay, "DAT-05", .error,
            title: "Jour absent du calendrier",
            explanation: "Ce jour n'existe pas ; la date est tenue pour inconnue.",
            advice: "Corriger le jour ou le mois de la date.",
            example: "2019-02-30"),
        FindingRule(
            .unreadableDate, "DAT-06", .error,
            title: "Date illisible",
            explanation: "La valeur n'est pas une date ; elle est tenue pour inconnue.",
            advice: "Publier la date sous la forme AAAA-MM-JJ.",
            example: "printemps 2019"),
        FindingRule(
            .futureDate, "DAT-07", .error,
            title: "Date à venir",
            explanation:
                "La date est postérieure au jour de l'édition ; un fait accompli ne peut pas "
                + "être daté de l'avenir : elle est tenue pour inconnue.",
            advice: "Vérifier la date ; publier après la notification, non avant.",
            example: "2027-07-22"),
        FindingRule(
            .frenchDate, "DAT-08", .note, effect: .repaired,
            title: "Date écrite jour/mois/année",
            explanation:
                "L'ordre est certain, car un des nombres dépasse 12 ou les deux sont égaux ; "
                + "la date a été lue.",
            advice: "Publier la date sous la forme AAAA-MM-JJ.",
            example: "25/03/2019"),
        FindingRule(
            .ambiguousDate, "DAT-09", .error,
            title: "Date au format incertain",
            explanation:
                "Rien ne dit si le premier nombre est le jour ou le mois ; la date est tenue "
                + "pour inconnue.",
            advice: "Publier la date sous la forme AAAA-MM-JJ.",
            example: "03/04/2019"),
        FindingRule(
            .publishedBeforeNotified, "DAT-10", .warning,
            title: "Données publiées avant la notification",
            explanation:
                "Une des deux dates est fausse ; le délai de publication n'est pas mesuré.",
            advice: "Vérifier les deux dates.",
            example: "publié le 2019-01-05, notifié le 2019-02-11"),
        FindingRule(
            .latePublication, "DAT-11", .note,
            title: "Publication plus de deux mois après la notification",
            explanation:
                "Les données doivent être publiées dans les deux mois : celles-ci sont "
                + "venues plus tard.",
            advice: "Publier les données dans les deux mois qui suivent la notification.",
            example: "publié le 2019-09-01, notifié le 2019-01-11"),
    ]
}
