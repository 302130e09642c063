import Foundation

/// The files that an import names, found by walking its folders.
public enum DepositWalk {
    /// A file to deposit, and the series it belongs to.
    public struct Candidate: Hashable, Sendable {
        /// Where it is.
        public var path: String
        /// Its name, as shown: the path below the imported folder, or the file's own name.
        public var name: String
        /// The series it continues.
        public var series: String
        /// Whether the operator named the series.
        public var isSeriesNamed: Bool
        /// Its size, in bytes.
        public var size: Int
    }

    /// Finds the files below the given paths, in the order given, folders sorted by name.
    ///
    /// Hidden files are ignored, and links inside folders are not followed. The series is the one
    /// named when the import is of a single file; otherwise the named series, if any, followed by
    /// the path below the imported folder, so that the files of one folder never replace each other.
    public static func candidates(
        paths: [String], series: String?
    ) -> (found: [Candidate], refused: [DepositRefusal]) {
        var found: [Candidate] = []
        var refused: [DepositRefusal] = []
        if let series, series.isEmpty || series.count > 300 || series.contains(where: \.isNewline) {
            return ([], [.series(series)])
        }
        for path in paths {
            var information = stat()
            guard stat(path, &information) == 0 else {
                refused.append(.absent(path: path))
                continue
            }
            let kind = information.st_mode & S_IFMT
            if kind == S_IFREG {
                let name = (path as NSString).lastPathComponent
                let own = series.map { paths.count == 1 ? $0 : $0 + "/" + name } ?? name
                found.append(
                    Candidate(
                        path: path, name: name, series: own, isSeriesNamed: series != nil,
                        size: Int(information.st_size)))
            } else if kind == S_IFDIR {
                walk(path, below: "") { below, file, size in
                    found.append(
                        Candidate(
                            path: file, name: below,
                            series: series.map { $0 + "/" + below } ?? below,
                            isSeriesNamed: series != nil, size: size))
                } refuse: {
                    refused.append($0)
                }
            } else {
                refused.append(.notAFile(path: path))
            }
        }
        return (found, refused)
    }

    /// Gives every visible regular file below a folder, names in byte order.
    private static func walk(
        _ folder: String, below: String, give: (String, String, Int) -> Void,
        refuse: (DepositRefusal) -> Void
    ) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            refuse(.notAFile(path: folder))
            return
        }
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        where !name.hasPrefix(".") {
            let path = folder + "/" + name
            let below = below.isEmpty ? name : below + "/" + name
            var information = stat()
            guard lstat(path, &information) == 0 else { continue }
            switch information.st_mode & S_IFMT {
            case S_IFREG: give(below, path, Int(information.st_size))
            case S_IFDIR: walk(path, below: below, give: give, refuse: refuse)
            default: refuse(.notAFile(path: path))
            }
        }
    }
}
