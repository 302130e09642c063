/// The faults planted in a few records of the sample, one of each kind that real files show.
enum SampleDefect: Int, CaseIterable {
    case montantNul, montantUn, montantRepete, montantSuite, montantGeant, montantTexte
    case dateFuture, publieAvant, fuseau, anneeFausse
    case remplacement, entite, ligature, doubleEncodage, controle
    case siretFaux, siretCourt, siretBlancs, acheteurFaux
    case cpvCourt, cpvInconnu, cpvAbsent
    case dureeNulle, dureeEnJours
    case offresNC, innovantNC, considerationContraire, origineContraire
    case cleInconnue, sansTitulaire, procedureInconnue, lieuCapitales, lieuPays
    case tauxNul, modificationZero, accordCadreLong, idVide, doublon, idRepete

    /// Chances in a thousand that a record has a fault.
    static let perMille = 45
}
