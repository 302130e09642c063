/// The way to sign in with another provider, where the operator configured one.
enum OpenIDButton {
    static func html(_ context: Context) -> HTML? { nil }
}
