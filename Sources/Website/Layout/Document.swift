/// What a page has to say, before the layout is put around it.
struct Document: Sendable {
    /// The heading and the window's title.
    var title: String
    /// For search engines; one sentence.
    var summary: String
    /// What follows the heading.
    var content: HTML
    /// The entry of the navigation it stands under.
    var section: Section?
    /// Small text above the heading: what kind of thing the page is about.
    var kind: String?
    /// The pages above this one.
    var trail: [(label: String, link: Link)] = []
    /// Whether search engines must leave it out: a sole trader may be named.
    var isHiddenFromSearch = false
    /// What stands in the head of the page besides: metadata, feeds.
    var head = HTML()
    /// Whether the heading is shown to screen readers only.
    var isHeadingHidden = false
}
