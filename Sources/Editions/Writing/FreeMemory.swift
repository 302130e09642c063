import CLinux

/// Memory that is free but still held by the allocator.
enum FreeMemory {
    /// Gives it back to the system, once a step has ended that needed much more than the next: the
    /// allocator would keep it, and the peak of the whole would be the sum of the steps' peaks.
    static func giveBack() { _ = malloc_trim(0) }
}
