import Community

extension Chore {
    /// Destroys the offers whose time is over.
    static let offers = Chore(name: "offres", every: 3_600) { setting in
        let count = try setting.store.offers.destroyOld(setting.acting)
        if count > 0 { setting.log(destroyed(count)) }
    }

    /// What the operator reads of deposits that lost their files.
    static func destroyed(_ count: Int) -> String {
        French.count(
            count, "dépôt, dont la durée est passée, a été détruit.",
            "dépôts, dont la durée est passée, ont été détruits.")
    }

    /// Forgets parts of keys that waited too long.
    static let contributions = Chore(name: "parts de clés", every: 60) { setting in
        setting.store.offers.forgetContributions(setting.acting)
    }
}
