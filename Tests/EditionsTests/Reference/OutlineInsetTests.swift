import Testing

@testable import Editions

@Suite struct OutlineInsetTests {
    private func square(_ code: String, x: Double, y: Double) -> GeoJSONOutlines.Feature {
        let corners = [(0.0, 0.0), (1, 0), (1, 1), (0, 1), (0, 0)]
        return GeoJSONOutlines.Feature(
            code: code, name: code,
            rings: [corners.map { GeoJSONOutlines.Point(x: x + $0.0, y: y + $0.1) }])
    }

    private let file = ReferenceFile(
        sha256: "", name: "contours.geojson", kind: .contoursDepartements, received: "2026-01-31",
        size: 1)

    @Test func `overseas departments stand in frames of their own, below the others`() throws {
        var outlines = Outlines()
        outlines.add(
            departements: [square("59", x: 3, y: 50), square("974", x: 55, y: -21.5)], from: file)

        let drawing = try #require(outlines.departements(width: 600))

        let inset = try #require(drawing.insets.first)
        let outline = try #require(drawing.outlines.first { $0.code == "974" })
        #expect(drawing.insets.map(\.code) == ["974"])
        #expect(outline.centre.x > inset.x && outline.centre.x < inset.x + inset.side)
        #expect(outline.centre.y > inset.y && outline.centre.y < inset.y + inset.side)
        #expect(drawing.height >= inset.y + inset.side)
    }

    @Test func `departments asked for by code have no frame`() throws {
        var outlines = Outlines()
        outlines.add(
            departements: [square("59", x: 3, y: 50), square("974", x: 55, y: -21.5)], from: file)

        let drawing = try #require(outlines.departements(["59"]))

        #expect(drawing.insets.isEmpty)
        #expect(drawing.outlines.map(\.code) == ["59"])
    }
}
