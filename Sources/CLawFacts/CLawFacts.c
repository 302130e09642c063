#include "CLawFacts.h"

// Named once here and once in the header: a file that is missing stops the build.

static const unsigned char advances_json[] = {
#embed "../Law/Facts/advances.json"
};
struct law_file law_advances_json(void) {
    return (struct law_file){advances_json, sizeof advances_json};
}

static const unsigned char obligations_json[] = {
#embed "../Law/Facts/obligations.json"
};
struct law_file law_obligations_json(void) {
    return (struct law_file){obligations_json, sizeof obligations_json};
}

static const unsigned char offers_json[] = {
#embed "../Law/Facts/offers.json"
};
struct law_file law_offers_json(void) {
    return (struct law_file){offers_json, sizeof offers_json};
}

static const unsigned char payment_json[] = {
#embed "../Law/Facts/payment.json"
};
struct law_file law_payment_json(void) {
    return (struct law_file){payment_json, sizeof payment_json};
}

static const unsigned char procedure_json[] = {
#embed "../Law/Facts/procedure.json"
};
struct law_file law_procedure_json(void) {
    return (struct law_file){procedure_json, sizeof procedure_json};
}

static const unsigned char rates_json[] = {
#embed "../Law/Facts/rates.json"
};
struct law_file law_rates_json(void) {
    return (struct law_file){rates_json, sizeof rates_json};
}

static const unsigned char sizes_json[] = {
#embed "../Law/Facts/sizes.json"
};
struct law_file law_sizes_json(void) {
    return (struct law_file){sizes_json, sizeof sizes_json};
}

static const unsigned char sourcing_json[] = {
#embed "../Law/Facts/sourcing.json"
};
struct law_file law_sourcing_json(void) {
    return (struct law_file){sourcing_json, sizeof sourcing_json};
}

static const unsigned char sustainability_json[] = {
#embed "../Law/Facts/sustainability.json"
};
struct law_file law_sustainability_json(void) {
    return (struct law_file){sustainability_json, sizeof sustainability_json};
}

static const unsigned char thresholds_json[] = {
#embed "../Law/Facts/thresholds.json"
};
struct law_file law_thresholds_json(void) {
    return (struct law_file){thresholds_json, sizeof thresholds_json};
}

static const unsigned char time_limits_json[] = {
#embed "../Law/Facts/time-limits.json"
};
struct law_file law_time_limits_json(void) {
    return (struct law_file){time_limits_json, sizeof time_limits_json};
}

static const unsigned char whole_life_cost_json[] = {
#embed "../Law/Facts/whole-life-cost.json"
};
struct law_file law_whole_life_cost_json(void) {
    return (struct law_file){whole_life_cost_json, sizeof whole_life_cost_json};
}
