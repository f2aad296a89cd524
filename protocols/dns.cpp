// DNS (RFC 1035) over UDP and TCP, mDNS (RFC 6762) and LLMNR (RFC 4795): the message and its questions.
#include "protocols/dns.h"

#include <algorithm>
#include <cstring>

#include "framework/packet/joined.h"
#include "framework/packet/packet.h"
#include "framework/packet/stream_rule.h"

namespace pkttest::protocols {

extern const Protocol tcp;

namespace {

bool over_tcp(const Layer& layer) {
    return layer.index() > 0 && layer.table().slots[layer.index() - 1].protocol == &tcp;
}

// ---- sizes -------------------------------------------------------------------------------------------

constexpr std::size_t header_octets = 12;
constexpr unsigned longest_label = 63;
constexpr std::size_t usual_name = 48;

/// Where the name at `at` ends; 0 where it runs past the end.
std::size_t behind_name(std::span<const std::uint8_t> octets, std::size_t at) {
    while (at < octets.size()) {
        const unsigned length = octets[at];
        if (length - 1 < longest_label) {
            at += length + 1;
            continue;
        }
        if (length == 0) return at + 1;
        return length >= 0xc0 && at + 2 <= octets.size() ? at + 2 : 0;
    }
    return 0;
}

std::size_t number_at(std::span<const std::uint8_t> octets, std::size_t at) {
    return static_cast<std::size_t>(octets[at] << 8 | octets[at + 1]);
}

/// Behind one question; 0 where it is cut.
std::size_t behind_question(std::span<const std::uint8_t> octets, std::size_t at) {
    const std::size_t end = behind_name(octets, at);
    return end != 0 && end + 4 <= octets.size() ? end + 4 : 0;
}

/// Behind one record, 0 where it is cut. Data that is cut short ends the message.
std::size_t behind_record(std::span<const std::uint8_t> octets, std::size_t at) {
    const std::size_t end = behind_name(octets, at);
    if (end == 0 || end + 10 > octets.size()) return 0;
    return std::min(end + 10 + number_at(octets, end + 8), octets.size());
}

/// The size of the message by its counts; all octets where a question or a record is cut.
std::size_t message_size(std::span<const std::uint8_t> octets) {
    std::size_t at = header_octets;
    for (std::size_t i = number_at(octets, 4); i > 0 && at < octets.size(); --i) {
        at = behind_question(octets, at);
        if (at == 0) return octets.size();
    }
    const std::size_t records = number_at(octets, 6) + number_at(octets, 8) + number_at(octets, 10);
    for (std::size_t i = records; i > 0 && at < octets.size(); --i) {
        at = behind_record(octets, at);
        if (at == 0) return octets.size();
    }
    return at;
}

std::int64_t llmnr_size(const Layer& layer) {
    const auto octets = layer.header();
    return octets.size() < header_octets ? -1 : static_cast<std::int64_t>(message_size(octets));
}

/// Over TCP two octets of length go before the message (RFC 1035 4.2.2), which must be there whole.
std::int64_t dns_size(const Layer& layer) {
    if (!over_tcp(layer)) return llmnr_size(layer);
    const auto octets = layer.header();
    if (octets.size() < header_octets + 2) return -1;
    const std::size_t length = number_at(octets, 0);
    if (length < header_octets + 2 || octets.size() < length) return -1;
    return static_cast<std::int64_t>(message_size(octets.subspan(2)) + 2);
}

Integer length_over_tcp(const Layer& built) { return static_cast<Integer>(built.header().size() - 2); }

}  // namespace

std::string_view first_question(const Layer& dns, std::span<char> buffer) {
    const auto octets = dns.header().subspan(over_tcp(dns) && dns.header().size() >= 2 ? 2 : 0);
    if (octets.size() < header_octets || number_at(octets, 4) == 0) return {};
    std::size_t size = 0;
    std::size_t at = header_octets;
    // Between two pointers the name stands as it will be, but for the lengths in the dots' places: it is
    // copied as a whole, or what may be the name, and the dots are set.
    std::size_t copied = 0;
    for (int pointers = 0; at < octets.size();) {
        const unsigned length = octets[at];
        if (length - 1 < longest_label) {
            if (at + 1 + length > octets.size() || size + length + 1 > buffer.size()) return {};
            if (size + length > copied) {
                copied = std::min(size + std::max<std::size_t>(length, usual_name), buffer.size());
                copied = std::min(copied, size + octets.size() - at - 1);
                std::memcpy(buffer.data() + size, octets.data() + at + 1, copied - size);
            }
            size += length;
            buffer[size++] = '.';
            at += length + 1;
            continue;
        }
        if (length == 0) {
            if (size == 0 && !buffer.empty()) buffer[size++] = '.';
            return {buffer.data(), size};
        }
        if (length < 0xc0 || at + 2 > octets.size() || ++pointers > 127) return {};
        at = number_at(octets, at) & 0x3fff;
        copied = size;
    }
    return {};
}

namespace {

// ---- summaries, requests and answers -----------------------------------------------------------------

/// The field of the first element of a list, as Python's str(); empty where the first one is no `protocol`.
std::string first_value(const Layer& layer, std::string_view list, std::string_view protocol,
                        std::string_view field) {
    const Value value = layer.get(list);
    if (value.items() == nullptr || value.items()->empty()) return {};
    const auto* reference = value.items()->front().as<LayerReference>();
    if (reference == nullptr || reference->packet->size() <= reference->index) return {};
    const Layer first = (*reference->packet)[reference->index];
    if (!first.is(protocol)) return {};
    const Value found = first.get(field);
    return found.is_text() ? *found.octets() : represent(found);
}

/// The octets of bytes without their quotes.
std::string unquoted(std::string text) {
    return text.size() >= 3 && text.starts_with("b'") ? text.substr(2, text.size() - 3) : text;
}

std::string dns_summary(const Layer& layer) {
    const auto below = layer.below();
    const bool multicast = below && below->is("UDP") && below->integer("dport") == 5353;
    const bool answer = layer.integer("qr") != 0;
    std::string what =
        answer ? first_value(layer, "an", "DNSRR", "rdata") : first_value(layer, "qd", "DNSQR", "qname");
    const std::uint64_t code = layer.integer("rcode");
    if (answer && what.empty() && code != 0) {
        what = name_of(*find_field(layer.protocol(), "rcode"), code);
        if (what.empty()) what = std::to_string(code);
    }
    return std::string(multicast ? "mDNS " : "DNS ") + (answer ? "Ans" : "Qry") +
           (what.empty() ? what : ' ' + what);
}

std::string llmnr_summary(const Layer& layer) {
    const std::string owner = unquoted(first_value(layer, "an", "DNSRR", "rrname"));
    if (!owner.empty())
        return "LLMNRResponse '" + owner + "' is at '" + first_value(layer, "an", "DNSRR", "rdata") + "'";
    const std::string name = unquoted(first_value(layer, "qd", "DNSQR", "qname"));
    if (!name.empty()) return "LLMNRQuery who has '" + name + "'";
    return std::string(layer.protocol().name) + " [malformed]";
}

void hashret(const Layer& layer, std::string& out) {
    const std::uint64_t id = layer.integer("id");
    out.push_back(static_cast<char>(id >> 8));
    out.push_back(static_cast<char>(id));
}

bool dns_answers(const Layer& layer, const Layer& request) {
    const bool same_family =
        layer.is("DNS") ? request.is("DNS") : request.protocol().name.starts_with("LLMNR");
    return same_family && layer.integer("id") == request.integer("id") && layer.integer("qr") == 1 &&
           request.integer("qr") == 0;
}

// ---- tables ------------------------------------------------------------------------------------------

constexpr Name operations[] = {{0, "QUERY"}, {1, "IQUERY"}, {2, "STATUS"}, {4, "NOTIFY"}, {5, "UPDATE"}};
constexpr Name codes[] = {{0, "ok"},         {1, "format-error"},    {2, "server-failure"},
                          {3, "name-error"}, {4, "not-implemented"}, {5, "refused"}};
constexpr Name llmnr_operations[] = {{0, "QUERY"}};
constexpr Name llmnr_codes[] = {{0, "ok"}};

constexpr Field records(std::string_view name, std::string_view count) {
    return layers(name, "DNSRR", {.extent = count_from(count)});
}

/// A message asks for www.example.com where nothing else was said.
constexpr Field questions_with_default() {
    Field field = layers("qd", "DNSQR", {.extent = count_from("qdcount")});
    field.initial = "DNSQR";
    return field;
}

constexpr Field counts[] = {
    bits("qdcount", 16, {.count_of = {"qd"}}),
    bits("ancount", 16, {.count_of = {"an"}}),
    bits("nscount", 16, {.count_of = {"ns"}}),
    bits("arcount", 16, {.count_of = {"ar"}}),
};
constexpr Field answers[] = {
    records("an", "ancount"),
    records("ns", "nscount"),
    records("ar", "arcount"),
};

constexpr Field dns_head[] = {
    bits("length", 16, {.compute = length_over_tcp, .when = when(over_tcp)}),
    bits("id", 16),
    bits("qr", 1),
    enumeration("opcode", 4, 0, operations),
    bits("aa", 1),
    bits("tc", 1),
    bits("rd", 1, 1),
    bits("ra", 1),
    bits("z", 1),
    bits("ad", 1),
    bits("cd", 1),
    enumeration("rcode", 4, 0, codes),
};
constexpr Field dns_questions[] = {questions_with_default()};
constexpr auto dns_fields = joined(dns_head, counts, dns_questions, answers);

template <int response>
constexpr Field llmnr_head[] = {
    bits("id", 16),
    bits("qr", 1, response),
    enumeration("opcode", 4, 0, llmnr_operations),
    bits("c", 1),
    custom("tc", low_bits_shape, 0, {}, 1),
    bits("t", 1),
    bits("z", 4),
    enumeration("rcode", 4, 0, llmnr_codes),
};
constexpr Field llmnr_questions[] = {layers("qd", "DNSQR", {.extent = count_from("qdcount")})};
constexpr auto llmnr_query_fields = joined(llmnr_head<0>, counts, llmnr_questions, answers);
constexpr auto llmnr_response_fields = joined(llmnr_head<1>, counts, llmnr_questions, answers);

constexpr Field question_fields[] = {
    domain_name("qname", "www.example.com"),
    enumeration("qtype", 16, 1, dns_types),
    bits("unicastresponse", 1),
    make_field("qclass", low_bits_shape, 15, 1, {}, dns_classes),
};

constexpr Carrier dns_carriers[] = {
    Carrier("UDP", "dport", 5353, up),
    Carrier("UDP", "sport", 5353, up),
    Carrier("UDP", "dport", 53, up),
    Carrier("UDP", "sport", 53, up),
    Carrier("UDP", {"sport", 53}, {"dport", 53}, down),
    Carrier("TCP", "dport", 53, up),
    Carrier("TCP", "sport", 53, up),
    Carrier("TCP", {"sport", 53}, {"dport", 53}, down),
};

constexpr Carrier llmnr_carriers[] = {
    Carrier("UDP", "dport", 5355, up),
    Carrier("UDP", "sport", 5355, up),
    Carrier("UDP", {"sport", 5355}, {"dport", 5355}, down),
};
constexpr Carrier llmnr_response_carriers[] = {Carrier("UDP", {"sport", 5355}, {"dport", 5355}, down)};
constexpr Carrier llmnr_response_of[] = {Carrier("LLMNRQuery", "qr", 1)};
constexpr std::string_view needs_udp[] = {"UDP"};

}  // namespace

extern constexpr Protocol dns_question = {
    .name = "DNSQR",
    .title = "DNS Question Record",
    .fields = question_fields,
    .is_flat = true,
};
static_assert(well_formed(dns_question));

extern constexpr Protocol dns = {
    .name = "DNS",
    .title = "DNS",
    .fields = dns_fields,
    .carried_by = dns_carriers,
    .summary = dns_summary,
    .answers = dns_answers,
    .header_size = dns_size,
};
static_assert(well_formed(dns));

extern constexpr Protocol llmnr_query = {
    .name = "LLMNRQuery",
    .title = "Link Local Multicast Node Resolution - Query",
    .fields = llmnr_query_fields,
    .carried_by = llmnr_carriers,
    .summary = llmnr_summary,
    .summary_needs = needs_udp,
    .hashret = hashret,
    .answers = dns_answers,
    .header_size = llmnr_size,
};
static_assert(well_formed(llmnr_query));

extern constexpr Protocol llmnr_response = {
    .name = "LLMNRResponse",
    .title = "Link Local Multicast Node Resolution - Response",
    .fields = llmnr_response_fields,
    .carried_by = llmnr_response_carriers,
    .variant_of = llmnr_response_of,
    .summary = llmnr_summary,
    .summary_needs = needs_udp,
    .hashret = hashret,
    .answers = dns_answers,
    .header_size = llmnr_size,
};
static_assert(well_formed(llmnr_response));

// ---- over TCP ----

/// The length in front of every message (RFC 1035, 4.2.2).
extern constexpr StreamRule dns_stream = {.protocol = "DNS", .octets = 2, .add = 2};

}  // namespace pkttest::protocols
