// HPACK (RFC 7541): the header lists of HTTP/2. Strings are texts, whether they are sent in Huffman's code or
// not.
#include "framework/packet/hpack_shapes.h"
#include "framework/packet/layer.h"
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

/// As a condition: behind a number that may go on nothing has its place.
static constexpr Field number(std::string_view name, std::uint16_t prefix, Default initial = 0,
                              const char* measured = nullptr) {
    return custom(name, hpack_number_shape, initial,
                  {.when = when([](const Layer&) { return true; }), .user = measured}, prefix);
}

// ---- strings (5.2) and header fields (6) ----

static constexpr char data_name[] = "data";
static constexpr Name string_types[] = {{0, "Literal"}, {1, "Compressed"}};

static constexpr Field string_fields[] = {
    make_field("type", hpack_type_shape, 1, Default(), {}, string_types), number("len", 7, {}, data_name),
    custom(data_name, hpack_string_shape, "", {.extent = octets_from("len")})};
extern constexpr Protocol hpack_string = checked({.name = "HPackHdrString",
                                                  .title = "HPack Header String",
                                                  .fields = string_fields,
                                                  .payload_size = no_payload});

static constexpr Field first_octet[] = {bits("magic", 8)};
extern constexpr Protocol hpack_header = checked({.name = "HPackHeaders",
                                                  .title = "HPACK header field",
                                                  .fields = first_octet,
                                                  .abstract = true,
                                                  .payload_size = no_payload});

/// A form by the first `width` bits of its octet.
template <unsigned width, unsigned pattern>
static constexpr Carrier begins_with[] = {Carrier("HPackHeaders", [](const Layer& layer) {
    return !layer.header().empty() && layer.header()[0] >> (8 - width) == pattern;
})};
static constexpr Protocol form(std::string_view name, std::string_view title, std::span<const Field> fields,
                               std::span<const Carrier> of) {
    return checked(
        {.name = name, .title = title, .fields = fields, .variant_of = of, .payload_size = no_payload});
}
static constexpr Field header_name =
                           optional_layer("hdr_name", "HPackHdrString", {.when = equals("index", 0)}),
                       header_value = optional_layer("hdr_value", "HPackHdrString");

static constexpr Field indexed_fields[] = {bits("magic", 1, 1), number("index", 7, 2)};
extern constexpr Protocol hpack_indexed =
    form("HPackIndexedHdr", "HPack Indexed Header Field", indexed_fields, begins_with<1, 1>);

static constexpr Field added_fields[] = {bits("magic", 2, 1), number("index", 6), header_name, header_value};
extern constexpr Protocol hpack_added =
    form("HPackLitHdrFldWithIncrIndexing", "HPack Literal Header With Incremental Indexing", added_fields,
         begins_with<2, 1>);

static constexpr Name indexing[] = {{0, "Don't Index"}, {1, "Never Index"}};
static constexpr Field literal_fields[] = {bits("magic", 3), enumeration("never_index", 1, 0, indexing),
                                           number("index", 4), header_name, header_value};
extern constexpr Protocol hpack_literal =
    form("HPackLitHdrFldWithoutIndexing", "HPack Literal Header Without Indexing (or Never Indexing)",
         literal_fields, begins_with<3, 0>);

static constexpr Field update_fields[] = {bits("magic", 3, 1), number("max_size", 5)};
extern constexpr Protocol hpack_update =
    form("HPackDynamicSizeUpdate", "HPack Dynamic Size Update", update_fields, begins_with<3, 1>);

}  // namespace pkttest::protocols
