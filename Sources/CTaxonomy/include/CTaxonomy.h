#pragma once
#include <stddef.h>

// Tables of the ESPD, as their bytes. Arrays of bytes in C, because a Swift literal of as many
// bytes takes minutes to compile.

/// A file compiled in: it lives as long as the program.
struct espd_file {
    const unsigned char *bytes;
    size_t count;
};

struct espd_file espd_criteria_2_1_1_extended_txt(void);
struct espd_file espd_criteria_2_1_1_txt(void);
struct espd_file espd_criteria_4_1_0_txt(void);
struct espd_file espd_criteria_fr_txt(void);
struct espd_file espd_questions_fr_txt(void);
struct espd_file espd_structure_ubl_txt(void);
