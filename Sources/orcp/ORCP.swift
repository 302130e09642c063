@main
struct ORCP {
    static func main() {}
}
