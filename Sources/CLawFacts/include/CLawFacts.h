#pragma once
#include <stddef.h>

// Files of legal facts, as their bytes. Arrays of bytes in C, because a Swift literal of as many
// bytes takes minutes to compile.

/// A file compiled in: it lives as long as the program.
struct law_file {
    const unsigned char *bytes;
    size_t count;
};

struct law_file law_advances_json(void);
struct law_file law_obligations_json(void);
struct law_file law_offers_json(void);
struct law_file law_payment_json(void);
struct law_file law_procedure_json(void);
struct law_file law_rates_json(void);
struct law_file law_sizes_json(void);
struct law_file law_sourcing_json(void);
struct law_file law_sustainability_json(void);
struct law_file law_thresholds_json(void);
struct law_file law_time_limits_json(void);
struct law_file law_whole_life_cost_json(void);
