#include "CTaxonomy.h"

// Named once here and once in the header: a file that is missing stops the build.

static const unsigned char criteria_2_1_1_extended_txt[] = {
#embed "../Formats/ESPD/Taxonomy/criteria-2.1.1-extended.txt"
};
struct espd_file espd_criteria_2_1_1_extended_txt(void) {
    return (struct espd_file){criteria_2_1_1_extended_txt, sizeof criteria_2_1_1_extended_txt};
}

static const unsigned char criteria_2_1_1_txt[] = {
#embed "../Formats/ESPD/Taxonomy/criteria-2.1.1.txt"
};
struct espd_file espd_criteria_2_1_1_txt(void) {
    return (struct espd_file){criteria_2_1_1_txt, sizeof criteria_2_1_1_txt};
}

static const unsigned char criteria_4_1_0_txt[] = {
#embed "../Formats/ESPD/Taxonomy/criteria-4.1.0.txt"
};
struct espd_file espd_criteria_4_1_0_txt(void) {
    return (struct espd_file){criteria_4_1_0_txt, sizeof criteria_4_1_0_txt};
}

static const unsigned char criteria_fr_txt[] = {
#embed "../Formats/ESPD/Taxonomy/criteria-fr.txt"
};
struct espd_file espd_criteria_fr_txt(void) {
    return (struct espd_file){criteria_fr_txt, sizeof criteria_fr_txt};
}

static const unsigned char questions_fr_txt[] = {
#embed "../Formats/ESPD/Taxonomy/questions-fr.txt"
};
struct espd_file espd_questions_fr_txt(void) {
    return (struct espd_file){questions_fr_txt, sizeof questions_fr_txt};
}

static const unsigned char structure_ubl_txt[] = {
#embed "../Formats/ESPD/Taxonomy/structure-ubl.txt"
};
struct espd_file espd_structure_ubl_txt(void) {
    return (struct espd_file){structure_ubl_txt, sizeof structure_ubl_txt};
}
