// What DNS's messages and records share, and the fast reader of a message's first question.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"

namespace pkttest::protocols {

/// The name asked for first in a received DNS or LLMNR layer, with the final dot, written to `buffer` (256
/// octets hold every name). No allocation. Empty where there is no question or its name cannot be read.
std::string_view first_question(const Layer& dns, std::span<char> buffer);

/// Types of records and questions (RFC 1035 3.2.2, 3.2.3 and IANA's registry).
inline constexpr Name dns_types[] = {
    {0, "ANY"},          {1, "A"},      {2, "NS"},      {3, "MD"},          {4, "MF"},     {5, "CNAME"},
    {6, "SOA"},          {7, "MB"},     {8, "MG"},      {9, "MR"},          {10, "NULL"},  {11, "WKS"},
    {12, "PTR"},         {13, "HINFO"}, {14, "MINFO"},  {15, "MX"},         {16, "TXT"},   {17, "RP"},
    {18, "AFSDB"},       {19, "X25"},   {20, "ISDN"},   {21, "RT"},         {22, "NSAP"},  {23, "NSAP-PTR"},
    {24, "SIG"},         {25, "KEY"},   {26, "PX"},     {27, "GPOS"},       {28, "AAAA"},  {29, "LOC"},
    {30, "NXT"},         {31, "EID"},   {32, "NIMLOC"}, {33, "SRV"},        {34, "ATMA"},  {35, "NAPTR"},
    {36, "KX"},          {37, "CERT"},  {38, "A6"},     {39, "DNAME"},      {40, "SINK"},  {41, "OPT"},
    {42, "APL"},         {43, "DS"},    {44, "SSHFP"},  {45, "IPSECKEY"},   {46, "RRSIG"}, {47, "NSEC"},
    {48, "DNSKEY"},      {49, "DHCID"}, {50, "NSEC3"},  {51, "NSEC3PARAM"}, {52, "TLSA"},  {53, "SMIMEA"},
    {55, "HIP"},         {56, "NINFO"}, {57, "RKEY"},   {58, "TALINK"},     {59, "CDS"},   {60, "CDNSKEY"},
    {61, "OPENPGPKEY"},  {62, "CSYNC"}, {63, "ZONEMD"}, {64, "SVCB"},       {65, "HTTPS"}, {99, "SPF"},
    {100, "UINFO"},      {101, "UID"},  {102, "GID"},   {103, "UNSPEC"},    {104, "NID"},  {105, "L32"},
    {106, "L64"},        {107, "LP"},   {108, "EUI48"}, {109, "EUI64"},     {249, "TKEY"}, {250, "TSIG"},
    {251, "IXFR"},       {252, "AXFR"}, {253, "MAILB"}, {254, "MAILA"},     {255, "ALL"},  {256, "URI"},
    {257, "CAA"},        {258, "AVC"},  {259, "DOA"},   {260, "AMTRELAY"},  {32768, "TA"}, {32769, "DLV"},
    {65535, "RESERVED"},
};
inline constexpr Name dns_classes[] = {{1, "IN"}, {2, "CS"}, {3, "CH"}, {4, "HS"}, {255, "ANY"}};

/// An unsigned number that keeps only the bits it has room for: a class written with the top bit of mDNS.
extern const Shape low_bits_shape;

/// The size of a layer whose field `length` counts the octets behind it; -1 where its fields do not fit in.
/// Where the octets end before that, the layer does.
std::int64_t bounded_size(const Layer& layer, std::string_view length);
/// bounded_size() of a record, by `rdlen`; of an EDNS0 option, by `optlen`.
std::int64_t record_size(const Layer& layer);
std::int64_t option_size(const Layer& layer);
/// The octets behind `rdlen` and behind `optlen` of a built layer.
Integer record_octets(const Layer& built);
Integer option_octets(const Layer& built);

// What every record starts with; the first bit of the class is mDNS's (RFC 6762 10.2).
constexpr Field record_type(std::uint64_t type) { return enumeration("type", 16, Default(type), dns_types); }
inline constexpr Field record_owner = domain_name("rrname");
inline constexpr Field record_flush = bits("cacheflush", 1);
inline constexpr Field record_class = make_field("rclass", low_bits_shape, 15, 1, {}, dns_classes);
inline constexpr Field record_ttl = bits("ttl", 32);
inline constexpr Field record_length = bits("rdlen", 16, {.compute = record_octets});

}  // namespace pkttest::protocols
