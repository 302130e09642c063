/// Goes through a JSON value and gives every text with the names that lead to it.
enum NoticeWalk {
    /// Calls with each text, number or boolean, in order.
    ///
    /// The former API's wrappers (`{"name": "OBJET", "declaredType": …, "value": …}`) stand for a
    /// member of that name. `attribute` is the currency, or the list of the code.
    ///
    /// - Complexity: O(values × depth).
    static func leaves(
        of value: NoticeJSON, from start: NoticePath = NoticePath(),
        _ body: (NoticePath, String, String?) -> Void
    ) {
        var path = start
        walk(value, &path, body)
    }

    private static func walk(
        _ value: NoticeJSON, _ path: inout NoticePath,
        _ body: (NoticePath, String, String?) -> Void
    ) {
        switch value {
        case .null: break
        case .text(let text), .number(let text): body(path, text, nil)
        case .bool(let value): body(path, value ? "True" : "False", nil)
        case .list(let values):
            for (rank, value) in values.enumerated() {
                path.setRank(rank)
                walk(value, &path, body)
            }
            path.setRank(-1)
            if values.isEmpty { body(path, "", nil) }
        case .object(let members):
            if let (name, inside) = wrapped(members) {
                path.push(NoticePath.name(name))
                walk(inside, &path, body)
                path.pop()
                return
            }
            if let text = members.first(where: { $0.key == "#text" })?.value.scalar {
                let attribute = members.first { $0.key == "@currencyID" || $0.key == "@listName" }
                body(path, text, attribute?.value.scalar)
                return
            }
            for (key, value) in members where !key.hasPrefix("@") {
                path.push(NoticePath.name(key))
                walk(value, &path, body)
                path.pop()
            }
        }
    }

    private static func wrapped(
        _ members: [(key: String, value: NoticeJSON)]
    ) -> (name: String, value: NoticeJSON)? {
        guard members.contains(where: { $0.key == "declaredType" }),
            case .text(let name)? = members.first(where: { $0.key == "name" })?.value
        else { return nil }
        return (name, members.first { $0.key == "value" }?.value ?? .null)
    }
}
