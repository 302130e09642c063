import Community

extension Chore {
    /// Where each signatory stands in a new edition.
    static let charter = Chore(name: "charte", every: 5) { setting in
        guard let shelf = setting.shelf else { return }
        _ = try setting.store.charter.measure(EditionFigures(shelf: shelf), setting.acting)
    }
}
