import CLinux

/// Memory that is free but still held by the allocator.
enum FreeMemory {
    /// Lets the allocator keep what a piece of a file frees for the next piece, in the whole process:
    /// an import asks for the same few megabytes hundreds of times, and fresh pages are dear.
    static func keep() {
        _ = mallopt(orcp_trim_threshold(), 64 << 20)
        _ = mallopt(orcp_map_threshold(), 8 << 20)
    }

    /// Gives it back to the system, and from then on as soon as it is free, once a step over so many
    /// rows has ended: the peak of a national edition would be the sum of the steps' peaks. What a
    /// small edition frees is worth keeping.
    static func giveBack(afterRows rows: Int) {
        guard rows > 300_000 else { return }
        _ = mallopt(orcp_trim_threshold(), 1 << 20)
        _ = mallopt(orcp_map_threshold(), 1 << 20)
        _ = malloc_trim(0)
    }
}
