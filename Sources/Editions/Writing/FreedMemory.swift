import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Memory that the program has freed and the allocator still holds.
enum FreedMemory {
    /// Gives it back to the system: thousands of batches were allocated by several threads, and the
    /// allocator would keep hundreds of megabytes of them for nobody.
    static func giveBack() {
        #if canImport(Glibc)
            _ = malloc_trim(0)
        #endif
    }
}
