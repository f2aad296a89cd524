// RTP (RFC 3550) with the payload types of RFC 3551.
#include "protocols/checked.h"

namespace pkttest::protocols {

static constexpr Name payload_types[] = {
    {0, "G.711 PCMU"}, {3, "GSM"},   {4, "G723"},  {5, "DVI4"},  {6, "DVI4"},   {7, "LPC"},
    {8, "PCMA"},       {9, "G722"},  {10, "L16"},  {11, "L16"},  {12, "QCELP"}, {13, "CN"},
    {14, "MPA"},       {15, "G728"}, {16, "DVI4"}, {17, "DVI4"}, {18, "G729"},  {25, "CelB"},
    {26, "JPEG"},      {28, "nv"},   {31, "H261"}, {32, "MPV"},  {33, "MP2T"},  {34, "H263"}};

static constexpr Field contributor = bits("id", 32);
static constexpr Field fields[] = {
    bits("version", 2, 2),  bits("padding", 1),
    bits("extension", 1),   bits("numsync", 4, {.count_of = {"sync"}}),
    bits("marker", 1),      enumeration("payload_type", 7, 0, payload_types),
    bits("sequence", 16),   bits("timestamp", 32),
    bits("sourcesync", 32), list("sync", contributor, {.extent = count_from("numsync")})};
static constexpr Carrier carriers[] = {{"UDP", "dport", 5004, up}, {"UDP", "sport", 5004, up}};
extern constexpr Protocol rtp = checked({.name = "RTP",
                                         .title = "Real-time Transport Protocol",
                                         .shown = "RTP",
                                         .fields = fields,
                                         .carried_by = carriers});

static constexpr Field word = bits("hdr", 32, 0, {.hex = true});
static constexpr Field extension_fields[] = {bits("header_id", 16),
                                             bits("header_len", 16, {.count_of = {"header"}}),
                                             list("header", word, {.extent = count_from("header_len")})};
static constexpr Carrier extension_carriers[] = {{"RTP", "extension", 1}};
extern constexpr Protocol rtp_extension = checked({.name = "RTPExtension",
                                                   .title = "RTP header extension",
                                                   .shown = "RTP extension",
                                                   .fields = extension_fields,
                                                   .carried_by = extension_carriers});

}  // namespace pkttest::protocols
