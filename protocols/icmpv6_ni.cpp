// ICMPv6 node information queries and replies (RFC 4620).
#include <fmt/format.h>

#include "framework/packet/address.h"
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "framework/packet/value_set.h"
#include "protocols/derived.h"
#include "protocols/icmpv6.h"
#include "protocols/random_defaults.h"

namespace pkttest::protocols {

static constexpr Name query_codes[] = {{0, "IPv6 Query"}, {1, "Name Query"}, {2, "IPv4 Query"}};
static constexpr Name reply_codes[] = {
    {0, "Successful Reply"}, {1, "Response Refusal"}, {2, "Unknown query type"}};
static constexpr Name questions[] = {{0, "NOOP"}, {2, "Node Name"}, {3, "IPv6 Address"}, {4, "IPv4 Address"}};
static constexpr Name flag_names[] = {{1, "T"}, {2, "A"}, {4, "C"}, {8, "L"}, {16, "S"}, {32, "G"}};

// ---- names and addresses -----------------------------------------------------------------------------

/// A name of one label is not whole: another zero octet says so (RFC 4620 6.3).
static std::string encoded_name(std::string_view name) {
    std::string out;
    const bool whole = name.find('.') != std::string_view::npos;
    for (std::size_t at = 0; at <= name.size();) {
        const std::size_t end = std::min(name.find('.', at), name.size());
        const std::string_view label = name.substr(at, std::min<std::size_t>(end - at, 63));
        out += static_cast<char>(label.size());
        out += label;
        at = end + 1;
    }
    return out + std::string(whole ? 1 : 2, '\0');
}
/// The names in some octets; what is cut off at the end is none.
static std::vector<std::string> decoded_names(std::string_view octets) {
    std::vector<std::string> out;
    std::string name;
    while (!octets.empty()) {
        const auto length = static_cast<std::uint8_t>(octets.front());
        if (length > 63 || length >= octets.size() + (length == 0)) break;
        if (length == 0) {
            if (!name.empty()) out.push_back(name);
            name.clear();
        } else {
            name += (name.empty() ? "" : ".") + std::string(octets.substr(1, length));
        }
        octets.remove_prefix(1 + length);
    }
    return out;
}

static bool is_ipv6(const Value& value) { return value.is_text() && parse_ipv6(*value.octets()); }
static bool is_ipv4(const Value& value) { return value.is_text() && parse_ipv4(*value.octets()); }
static void put_address(const Value& value, BitWriter& out) {
    if (is_ipv6(value)) return out.put(*parse_ipv6(*value.octets()), 128);
    if (is_ipv4(value)) out.put(*parse_ipv4(*value.octets()), 32);
}
/// Takes an address of so many octets.
static Value take_address(Cursor& cursor, std::size_t octets) {
    UnsignedInteger number = 0;
    for (std::size_t i = 0; i < octets; ++i) number = number << 8 | cursor.here()[i];
    cursor.bit += octets * 8;
    return Value(octets == 16 ? ipv6_text(number) : ipv4_text(static_cast<std::uint32_t>(number)));
}
static std::string rest_of(Cursor& cursor) {
    std::string out(reinterpret_cast<const char*>(cursor.here()), cursor.octets_left());
    cursor.bit = cursor.end;
    return out;
}

// ---- what is asked for -------------------------------------------------------------------------------
// Internal form, as the reference's getfieldval() gives it: (code, address as text, or the octets of names).

static Value pair(Integer kind, Value value) { return Value::tuple({Value(kind), std::move(value)}); }
static const Value& second(const Value& internal) { return (*internal.items())[1]; }
static bool is_pair(const Value& value) { return value.is_tuple() && value.items()->size() == 2; }

/// The names in some octets; the octets themselves where they are none.
static List names_in(std::string_view octets) {
    List out;
    for (const std::string& name : decoded_names(octets)) out.push_back(Value(Bytes{name}));
    if (out.empty() && !octets.empty()) out.push_back(Value(Bytes{std::string(octets)}));
    return out;
}

static std::size_t address_octets(std::uint64_t code) { return code == 0 ? 16 : code == 2 ? 4 : 0; }

static const char* decode_query(const Field&, const Layer& layer, Cursor& cursor, Value& out) {
    const std::uint64_t code = layer.integer("code");
    const std::size_t octets = address_octets(code);
    if (layer.integer("qtype") == 0) return out = pair(0, Value(Bytes{})), nullptr;
    if (octets == 0) return out = pair(1, Value(Bytes{rest_of(cursor)})), nullptr;
    if (cursor.octets_left() < octets) return "the layer ends inside an address";
    return out = pair(static_cast<Integer>(code), take_address(cursor, octets)), nullptr;
}
static std::optional<Problem> normalize_query(const Field& field, const Value& in, Value& internal) {
    if (is_pair(in)) return internal = in, std::nullopt;
    if (in.octets() == nullptr)
        return Problem{
            fmt::format("{} takes an address or a name, not {} {}", field.name, in.kind(), represent(in))};
    if (is_ipv6(in) || is_ipv4(in))
        internal = pair(is_ipv6(in) ? 0 : 2, in);
    else
        internal = pair(1, Value(Bytes{encoded_name(*in.octets())}));
    return std::nullopt;
}
/// A name, or the octets that are none.
static Value shown_query(const Field&, const Value& internal) {
    if (!is_pair(internal)) return internal;
    const Value& value = second(internal);
    Integer code = 0;
    (*internal.items())[0].to_integer(code);
    if (code != 1 || value.octets() == nullptr) return value;
    if (value.octets()->starts_with('\0')) return Value(Bytes{});
    const List names = names_in(*value.octets());
    return names.size() == 1 ? names[0] : value;
}
/// Names stand as they are, addresses and octets as text and bytes do.
static std::string represent_query(const Field& field, const Value& internal) {
    const Value shown = shown_query(field, internal);
    const auto* name = shown.as<Bytes>();
    return name != nullptr && !name->octets.empty() ? name->octets : represent(shown);
}
static constexpr Shape query_shape = {
    .name = "subject",
    .skip =
        [](const Field& f, const Layer& l, Cursor& c) {
            Value ignored;
            return decode_query(f, l, c, ignored);
        },
    .decode = decode_query,
    .encode =
        [](const Field&, const Layer&, const Value& v, BitWriter& out) {
            if (!is_pair(v)) return;
            if (second(v).as<Bytes>() != nullptr) return out.put_octets(*second(v).octets());
            put_address(second(v), out);
        },
    .normalize = normalize_query,
    .human = shown_query,
    .represent = represent_query,
    .random = [](const Field&) { return pair(0, Value(ipv6_text(generator()()))); }};

static std::uint64_t code_of_data(const Field&, const Layer& layer) {
    const Value data = layer.get("data");
    return is_ipv6(data) ? 0 : is_ipv4(data) ? 2 : 1;
}
static constexpr Derivation by_data = {code_of_data};

// ---- what is answered --------------------------------------------------------------------------------
// Internal form: (0, octets), (2, [ttl, the octets of names]), (3 or 4, [(ttl, address), …]).

static const char* decode_reply(const Field&, const Layer& layer, Cursor& cursor, Value& out) {
    const std::uint64_t question = layer.integer("qtype");
    out = pair(0, Value(Bytes{}));
    if (layer.integer("code") != 0 || question == 0) return nullptr;
    const bool is_known = question >= 2 && question <= 4;
    if (!is_known) return out = pair(0, Value(Bytes{rest_of(cursor)})), nullptr;
    List items;
    const auto time = [&] {
        const std::uint64_t seconds = read_bits(cursor.data, cursor.bit, 32, false);
        cursor.bit += 32;
        return Value(seconds);
    };
    if (question == 2 && cursor.octets_left() >= 4) {
        items.push_back(time());
        items.push_back(Value(Bytes{rest_of(cursor)}));
    }
    const std::size_t octets = question == 3 ? 16 : question == 4 ? 4 : 0;
    while (octets != 0 && cursor.octets_left() >= 4 + octets) {
        Value seconds = time();
        items.push_back(Value::tuple({std::move(seconds), take_address(cursor, octets)}));
    }
    if (!items.empty() || octets != 0) out = pair(static_cast<Integer>(question), Value(std::move(items)));
    return nullptr;
}
static void encode_reply(const Field&, const Layer&, const Value& internal, BitWriter& out) {
    if (!is_pair(internal)) return;
    const Value& value = second(internal);
    if (value.octets() != nullptr) return out.put_octets(*value.octets());
    if (value.items() == nullptr) return;
    for (const Value& item : *value.items()) {
        const List* timed = item.items();
        Integer time = 0;
        if ((timed != nullptr ? (*timed)[0] : item).to_integer(time))
            out.put(static_cast<UnsignedInteger>(time), 32);
        if (timed != nullptr) put_address((*timed)[1], out);
        if (item.octets() != nullptr) out.put_octets(*item.octets());
    }
}
/// Addresses with or without a time; names behind a time or without.
static std::optional<Problem> normalize_list(const Field& field, const List& items, Value& internal) {
    std::string names;
    List addresses;
    Integer seconds = 0, time = 0, kind = 3;
    for (const Value& item : items) {
        const List* timed = item.items();
        const Value& address = timed != nullptr && timed->size() == 2 ? (*timed)[1] : item;
        if (timed != nullptr && (timed->size() != 2 || !(*timed)[0].to_integer(time)))
            return Problem{fmt::format("{} takes (ttl, address), not {}", field.name, represent(item))};
        if (is_ipv6(address) || is_ipv4(address)) {
            kind = is_ipv6(address) ? 3 : 4;
            addresses.push_back(Value::tuple({Value(timed != nullptr ? time : Integer{0}), address}));
        } else if (item.octets() != nullptr) {
            names += encoded_name(*item.octets());
        } else if (!item.to_integer(seconds)) {
            return Problem{fmt::format("{} takes addresses or names, not {}", field.name, represent(item))};
        }
    }
    internal = addresses.empty() ? pair(2, Value(List{Value(seconds), Value(Bytes{names})}))
                                 : pair(kind, Value(std::move(addresses)));
    return std::nullopt;
}
static std::optional<Problem> normalize_reply(const Field& field, const Value& in, Value& internal) {
    Integer kind = 0;
    const bool is_kept = is_pair(in) && (*in.items())[0].to_integer(kind) && kind <= 4 &&
                         (second(in).is_list() || second(in).octets() == nullptr);
    if (is_kept) return internal = in, std::nullopt;
    if (in.octets() != nullptr && *static_cast<const Integer*>(field.user) == 0)
        return internal = pair(0, Value(Bytes{*in.octets()})), std::nullopt;
    return normalize_list(field, in.items() != nullptr ? *in.items() : List{in}, internal);
}
static Value shown_reply(const Field&, const Value& internal) {
    if (!is_pair(internal)) return {};
    const List* items = second(internal).items();
    const bool has_names = items != nullptr && items->size() == 2 && (*items)[1].as<Bytes>() != nullptr;
    if (!has_names) return second(internal);
    List out{(*items)[0]};
    for (Value& name : names_in(*(*items)[1].octets())) out.push_back(std::move(name));
    return Value(std::move(out));
}
/// "[ (0, ::1), (0, ::2) ]", "ttl:0 a,b".
static std::string represent_reply(const Field& field, const Value& internal) {
    const Value shown = shown_reply(field, internal);
    const List* items = shown.items();
    if (items == nullptr || items->empty()) return represent(shown);
    std::string out;
    const auto add = [&](const Value& item, std::string_view between) {
        out += out.empty() ? "" : between;
        out += item.octets() != nullptr ? *item.octets() : represent(item);
    };
    if (items->front().items() == nullptr) {
        for (std::size_t i = 1; i < items->size(); ++i) add((*items)[i], ",");
        return fmt::format("ttl:{} {}", represent(items->front()), out);
    }
    for (const Value& item : *items)
        if (is_pair(item))
            add(fmt::format(
                    "({}, {})", represent((*item.items())[0]),
                    second(item).octets() != nullptr ? *second(item).octets() : represent(second(item))),
                ", ");
    return "[ " + out + " ]";
}
static constexpr Shape reply_shape = {
    .name = "answer",
    .takes_lists = true,
    .skip =
        [](const Field& f, const Layer& l, Cursor& c) {
            Value ignored;
            return decode_reply(f, l, c, ignored);
        },
    .decode = decode_reply,
    .encode = encode_reply,
    .normalize = normalize_reply,
    .human = shown_reply,
    .represent = represent_reply,
    .random =
        [](const Field&) {
            return pair(3, Value(List{Value::tuple({Value(0), Value(ipv6_text(generator()()))})}));
        }};

// ---- messages ----------------------------------------------------------------------------------------

/// The question decides, and for replies whether there is an answer.
static constexpr Field head_fields[] = {icmpv6_type(139), bits("code", 8), icmpv6_checksum(),
                                        bits("qtype", 16)};
static constexpr Carrier query_of[] = {{"_ICMPv6", "type", 139}}, reply_of[] = {{"_ICMPv6", "type", 140}};
extern constexpr Protocol ni_query = {.name = "_ICMPv6NIQuery",
                                      .title = "ICMPv6 Node Information Query",
                                      .fields = head_fields,
                                      .variant_of = query_of,
                                      .abstract = true};
static_assert(well_formed(ni_query));
extern constexpr Protocol ni_reply = {.name = "_ICMPv6NIReply",
                                      .title = "ICMPv6 Node Information Reply",
                                      .fields = head_fields,
                                      .variant_of = reply_of,
                                      .abstract = true};
static_assert(well_formed(ni_reply));

template <int question, int flags_set>
static constexpr Field query_fields[] = {icmpv6_type(139),
                                         derived("code", 8, by_data, query_codes),
                                         icmpv6_checksum(),
                                         enumeration("qtype", 16, question, questions),
                                         bits("unused", 10),
                                         flags("flags", 6, flags_set, flag_names),
                                         octets("nonce", "", {.extent = fixed(8), .start = &any_8_octets}),
                                         custom("data", query_shape, "")};
template <int question>
static constexpr Integer asked = question;
template <int code, int question>
static constexpr Field reply_fields[] = {icmpv6_type(140),
                                         enumeration("code", 8, code, reply_codes),
                                         icmpv6_checksum(),
                                         enumeration("qtype", 16, question, questions),
                                         bits("unused", 10),
                                         flags("flags", 6, 0, flag_names),
                                         octets("nonce", "", {.extent = fixed(8), .start = &any_8_octets}),
                                         custom("data", reply_shape, {}, {.user = &asked<question>})};

static void nonce_hash(const Layer& layer, std::string& out) {
    const Value nonce = layer.get("nonce");
    if (nonce.octets() != nullptr) out += *nonce.octets();
}
static bool has_nonce(const Layer& answer, const Layer& request) {
    return request.protocol().name.starts_with("ICMPv6NIQuery") &&
           answer.get("nonce") == request.get("nonce");
}
constexpr Protocol query(std::string_view name, std::string_view title, std::span<const Field> fields,
                         std::span<const Carrier> variant_of) {
    return {.name = name,
            .title = title,
            .fields = fields,
            .carried_by = icmpv6_down,
            .variant_of = variant_of,
            .hashret = nonce_hash,
            .answers = [](const Layer&, const Layer&) { return false; }};
}
constexpr Protocol reply(std::string_view name, std::string_view title, std::span<const Field> fields,
                         std::span<const Carrier> variant_of) {
    Protocol out = query(name, title, fields, variant_of);
    out.answers = has_nonce;
    return out;
}

static constexpr Carrier noop_of[] = {{"_ICMPv6NIQuery", "qtype", 0}};
extern constexpr Protocol ni_query_noop =
    query("ICMPv6NIQueryNOOP", "ICMPv6 Node Information Query - NOOP Query", query_fields<0, 0>, noop_of);
static_assert(well_formed(ni_query_noop));
static constexpr Carrier name_of[] = {{"_ICMPv6NIQuery", "qtype", 2}};
extern constexpr Protocol ni_query_name = query(
    "ICMPv6NIQueryName", "ICMPv6 Node Information Query - IPv6 Name Query", query_fields<2, 0>, name_of);
static_assert(well_formed(ni_query_name));
static constexpr Carrier ipv6_of[] = {{"_ICMPv6NIQuery", "qtype", 3}};
extern constexpr Protocol ni_query_ipv6 = query(
    "ICMPv6NIQueryIPv6", "ICMPv6 Node Information Query - IPv6 Address Query", query_fields<3, 62>, ipv6_of);
static_assert(well_formed(ni_query_ipv6));
static constexpr Carrier ipv4_of[] = {{"_ICMPv6NIQuery", "qtype", 4}};
extern constexpr Protocol ni_query_ipv4 = query(
    "ICMPv6NIQueryIPv4", "ICMPv6 Node Information Query - IPv4 Address Query", query_fields<4, 0>, ipv4_of);
static_assert(well_formed(ni_query_ipv4));

constexpr Carrier replied(std::uint64_t question) {
    return {"_ICMPv6NIReply", {"qtype", question}, {"code", 0}};
}
/// An answer to a question that is not known keeps its octets.
static bool is_other_answer(const Layer& reply) {
    const std::uint64_t question = reply.integer("qtype");
    return reply.integer("code") == 0 && (question < 2 || question > 4);
}
static constexpr Carrier noop_reply_of[] = {Carrier("_ICMPv6NIReply", is_other_answer)};
extern constexpr Protocol ni_reply_noop = reply(
    "ICMPv6NIReplyNOOP", "ICMPv6 Node Information Reply - NOOP Reply", reply_fields<0, 0>, noop_reply_of);
static_assert(well_formed(ni_reply_noop));
static constexpr Carrier name_reply_of[] = {replied(2)};
extern constexpr Protocol ni_reply_name = reply(
    "ICMPv6NIReplyName", "ICMPv6 Node Information Reply - Node Names", reply_fields<0, 2>, name_reply_of);
static_assert(well_formed(ni_reply_name));
static constexpr Carrier ipv6_reply_of[] = {replied(3)};
extern constexpr Protocol ni_reply_ipv6 = reply(
    "ICMPv6NIReplyIPv6", "ICMPv6 Node Information Reply - IPv6 addresses", reply_fields<0, 3>, ipv6_reply_of);
static_assert(well_formed(ni_reply_ipv6));
static constexpr Carrier ipv4_reply_of[] = {replied(4)};
extern constexpr Protocol ni_reply_ipv4 = reply(
    "ICMPv6NIReplyIPv4", "ICMPv6 Node Information Reply - IPv4 addresses", reply_fields<0, 4>, ipv4_reply_of);
static_assert(well_formed(ni_reply_ipv4));
static constexpr Carrier refuse_of[] = {{"_ICMPv6NIReply", "code", 1}};
extern constexpr Protocol ni_reply_refuse =
    reply("ICMPv6NIReplyRefuse", "ICMPv6 Node Information Reply - Responder refuses to supply answer",
          reply_fields<1, 0>, refuse_of);
static_assert(well_formed(ni_reply_refuse));
static constexpr Carrier unknown_of[] = {{"_ICMPv6NIReply", "code", 2}};
extern constexpr Protocol ni_reply_unknown =
    reply("ICMPv6NIReplyUnknown", "ICMPv6 Node Information Reply - Qtype unknown to the responder",
          reply_fields<2, 0>, unknown_of);
static_assert(well_formed(ni_reply_unknown));

}  // namespace pkttest::protocols
