extension DeclarationRow {
    /// One of the five bit sets, by `BitSet` number.
    subscript(bits index: Int) -> UInt8 {
        get {
            switch index {
            case 0: bits.0
            case 1: bits.1
            case 2: bits.2
            case 3: bits.3
            default: bits.4
            }
        }
        set {
            switch index {
            case 0: bits.0 = newValue
            case 1: bits.1 = newValue
            case 2: bits.2 = newValue
            case 3: bits.3 = newValue
            default: bits.4 = newValue
            }
        }
    }

    /// One of the three answers, by `Answer` number.
    subscript(answers index: Int) -> UInt8 {
        get { index == 0 ? answers.0 : index == 1 ? answers.1 : answers.2 }
        set {
            switch index {
            case 0: answers.0 = newValue
            case 1: answers.1 = newValue
            default: answers.2 = newValue
            }
        }
    }
}
