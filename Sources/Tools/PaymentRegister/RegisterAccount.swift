import Procurement

/// The account of the lines of a register: nothing is lost.
struct RegisterAccount {
    let reading: RegisterReading

    /// The account of a reading; what was read is what was counted, set aside and left out.
    init(_ reading: RegisterReading) {
        precondition(
            reading.read == reading.setAside + reading.outside + reading.payments.count
                + reading.stock.count, "Each line of a register is counted once.")
        self.reading = reading
    }

    /// A French sentence.
    var sentence: String {
        "\(count(reading.read, "ligne lue", "lignes lues")) = "
            + "\(count(reading.payments.count, "paiement compté", "paiements comptés")) + "
            + "\(count(reading.stock.count, "facture non payée", "factures non payées")) + "
            + "\(FrenchNumber.whole(reading.outside)) hors période + "
            + "\(count(reading.setAside, "mise de côté", "mises de côté"))."
    }

    /// What to read before the figures.
    var warnings: [String] {
        var warnings: [String] = []
        if reading.setAside > 0 {
            warnings.append(
                "\(count(reading.setAside, "ligne mise", "lignes mises")) de côté sur "
                    + "\(FrenchNumber.whole(reading.read))\u{202F}: les chiffres n’en tiennent pas compte. "
                    + "Le tableau «\u{202F}Lignes mises de côté\u{202F}» dit pourquoi.")
        }
        if reading.paidLater > 0 {
            warnings.append(
                "\(count(reading.paidLater, "facture payée", "factures payées")) après le "
                    + "\(FrenchNumber.day(reading.question.on))\u{202F}: non "
                    + "\(reading.paidLater > 1 ? "payées" : "payée") à cette date.")
        }
        if reading.strangeOrders > 0 {
            warnings.append(
                "\(count(reading.strangeOrders, "mandatement", "mandatements")) avant la réception ou "
                    + "après le paiement\u{202F}: DEL-03 n’en tient pas compte.")
        }
        let unknown = reading.payments.unknownRate + reading.stock.unknownRate
        if unknown > 0 {
            warnings.append(
                "\(count(unknown, "retard", "retards")) dont le taux n’est pas connu\u{202F}: ce qui est "
                    + "dû est au moins la somme affichée.")
        }
        let open = reading.payments.count - reading.payments.judgedCount
        if open > 0 {
            warnings.append(
                "\(count(open, "facture payée", "factures payées")) sans que la fin de l’interruption "
                    + "soit connue\u{202F}: leur retard ne l’est pas.")
        }
        if (1..<PaymentGroup.leastShown).contains(reading.payments.count) {
            warnings.append(
                "Moins de \(PaymentGroup.leastShown) paiements\u{202F}: la synthèse laisse deviner les "
                    + "factures, ne la déposez pas.")
        }
        return warnings
    }

    private func count(_ count: Int, _ one: String, _ several: String) -> String {
        "\(FrenchNumber.whole(count)) \(count > 1 ? several : one)"
    }
}
