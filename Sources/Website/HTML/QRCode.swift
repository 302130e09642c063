import CQrencode

/// A QR code as SVG, by libqrencode.
enum QRCode {
    /// The code of a text, at the level M of correction, with its margin of four modules.
    ///
    /// - Parameters:
    ///   - label: what readers of the screen hear.
    ///   - id: of the label, unique in its page; nil where several codes stand on one.
    /// - Returns: nil when the text is too long for any code.
    static func svg(_ text: String, label: String, pixels: Int = 220, id: String? = nil)
        -> HTML?
    {
        guard
            let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M)
        else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                guard code.pointee.data[row * width + column] & 1 == 1 else {
                    column += 1
                    continue
                }
                let start = column
                while column < width, code.pointee.data[row * width + column] & 1 == 1 {
                    column += 1
                }
                path += "M\(start + 4) \(row + 4)h\(column - start)v1h-\(column - start)z"
            }
        }
        let side = width + 8
        let labelled: HTML? = id.map { " aria-labelledby=\"\($0)\"" }
        let own: HTML? = id.map { " id=\"\($0)\"" }
        return """
            <svg class="qr" role="img" viewBox="0 0 \(side) \(side)" width="\(pixels)" \
            height="\(pixels)" shape-rendering="crispEdges"\(labelled)><title\(own)>\(label)</title>\
            <rect width="\(side)" height="\(side)" fill="#fff"/>\
            <path d="\(path)" fill="#000"/></svg>
            """
    }
}
