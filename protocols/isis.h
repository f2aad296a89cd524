// IS-IS: identifiers as text, "0102.0304.0506.07-08" (ISO 10589 7.1).
#pragma once

#include "framework/packet/field.h"

namespace pkttest::protocols {

/// How an identifier is written: groups of two octets behind the first `lead` ones, `dash` before the last
/// octet.
struct IsisForm {
    int octets;  ///< 0: as far as the extent reaches.
    int lead;
    bool dash;
};
inline constexpr IsisForm isis_system = {6, 0, false}, isis_node = {7, 0, false}, isis_lsp = {8, 0, true},
                          isis_area_form = {0, 1, false};
extern const Shape isis_id_shape;

constexpr Field isis_id(std::string_view name, const IsisForm& form, Default initial, Extra extra = {}) {
    extra.user = &form;
    return make_field(name, isis_id_shape, 0, initial, extra);
}

inline constexpr Name isis_nlpids[] = {{0, "Null"},
                                       {8, "Q.933"},
                                       {128, "IEEE SNAP"},
                                       {129, "ISO 8438 CLNP"},
                                       {130, "ISO 9542 ES-IS"},
                                       {131, "ISO 10589 IS-IS"},
                                       {142, "IPv6"},
                                       {176, "FRF.9"},
                                       {177, "FRF.12"},
                                       {192, "TRILL"},
                                       {193, "IEEE 802.aq"},
                                       {204, "IPv4"},
                                       {207, "PPP"}};

}  // namespace pkttest::protocols
