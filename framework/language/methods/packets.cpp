// Methods of lists of packets, Scapy's PacketList and SndRcvList: an element is a packet, or a request with
// its answer. What prints there gives its text here where there is no place to print to.
#include <fmt/format.h>

#include <array>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/field_object.h"
#include "framework/language/values/packet_list_value.h"
#include "framework/packet/find.h"
#include "framework/packet/packet_list.h"
#include "framework/packet/text.h"

namespace pkttest::language {

namespace {

constexpr auto list = Kind::list, text = Kind::text, function = Kind::function;

List elements(const Call& call) { return items_of(*call.self, call.span); }

/// A packet's summary; for a request and its answer both.
std::string line_of(const Value& element) {
    if (const auto* packet = element.as<LayerReference>()) return summary(*packet->packet, packet->index);
    const List* pair = element.items();
    if (pair == nullptr || pair->size() != 2) return to_text(element);
    return line_of((*pair)[0]) + " ==> " + line_of((*pair)[1]);
}

/// The arguments of a function over an element: a pair is two.
List as_arguments(const Value& element) {
    const List* pair = element.items();
    return pair != nullptr ? *pair : List{element};
}

/// Parameters `prn`, `lfilter` and `dump` as Scapy's lists have them.
constexpr Parameter prn = optional("prn", function), lfilter = optional("lfilter", function),
                    dump = optional("dump");

std::string lines(const Call& call, bool numbered) {
    std::string out;
    std::size_t number = 0;
    for (const Value& element : elements(call)) {
        const std::size_t here = number++;
        if (call.has(1) && !is_true(call.invoke(call[1], as_arguments(element)))) continue;
        const std::string line =
            call.has(0) ? to_text(call.invoke(call[0], as_arguments(element))) : line_of(element);
        out += (numbered ? fmt::format("{:04} ", here) : "") + line + "\n";
    }
    return out;
}

Value summary_lines(Call& call) { return call.print(lines(call, false), 2); }
Value numbered_lines(Call& call) { return call.print(lines(call, true), 2); }

Value filtered(Call& call) {
    List out;
    for (const Value& element : elements(call))
        if (is_true(call.invoke(call[0], as_arguments(element)))) out.push_back(element);
    return packet_list_like(*call.self, std::move(out), "filtered {}");
}

std::vector<Packet> packets_of(const Call& call) { return to_packets(*call.self, call.span); }

Value dumped(Call& call, ListDump what) {
    const auto wanted = [&](const Packet& packet) {
        return !call.has(0) || is_true(call.invoke(call[0], {Value(packet)}));
    };
    return call.print(list_hexdump(packets_of(call), what, wanted), 1);
}
Value hexdumps(Call& call) { return dumped(call, ListDump::all); }
Value hexraws(Call& call) { return dumped(call, ListDump::raw); }
Value paddings(Call& call) { return dumped(call, ListDump::padding); }
Value odd_paddings(Call& call) { return dumped(call, ListDump::odd_padding); }

Value matched(Call& call) {
    const List all = elements(call);
    const auto lookahead = static_cast<std::size_t>(call.has(1) ? call.integer_within(1, 0, 1'000'000) : 0);
    const Matched found = match_answers(packets_of(call), call.truth(0), lookahead);
    List answered, left;
    for (const auto& [request, answer] : found.answered)
        answered.push_back(Value::tuple({all[request], all[answer]}));
    for (const std::size_t at : found.left) left.push_back(all[at]);
    if (packet_list_name(*call.self) == nullptr)
        return Value::tuple({Value(std::move(answered)), Value(std::move(left))});
    return Value::tuple({packet_list(std::move(answered), "Results", true), packet_list(std::move(left))});
}

Value sessions(Call& call) {
    auto out = std::make_shared<Dictionary>();
    for (const Value& element : elements(call)) {
        const Value key =
            call.has(0) ? call.invoke(call[0], {element}) : Value(session_of(to_packet(element, call.span)));
        const auto known =
            std::find_if(out->begin(), out->end(), [&](const auto& entry) { return entry.first == key; });
        auto& members = known != out->end()
                            ? known->second
                            : out->emplace_back(key, packet_list_like(*call.self, {}, "PacketList")).second;
        (*members.as<std::shared_ptr<List>>())->push_back(element);
    }
    return Value(std::move(out));
}

/// Each of a group's functions over an element, or one function that yields x, y and z.
std::array<std::string, 3> table_entry(const Call& call, const Value& element) {
    const Value made = call.invoke(call[0], as_arguments(element));
    const List* parts = made.items();
    if (parts == nullptr || parts->size() != 3)
        call.fail(0, fmt::format("the function gives x, y and z of a table, not {}", describe(made)),
                  "for example: lambda p: (p.dst, p.dport, p.sprintf(\"%TCP.flags%\"))");
    return {to_text((*parts)[0]), to_text((*parts)[1]), to_text((*parts)[2])};
}

Value table_of(const Call& call, TableStyle style) {
    std::vector<std::array<std::string, 3>> entries;
    for (const Value& element : elements(call)) entries.push_back(table_entry(call, element));
    return call.print(make_table(entries, style), 1);
}
Value plain_table(Call& call) { return table_of(call, TableStyle::plain); }
Value lined_table(Call& call) { return table_of(call, TableStyle::lined); }
Value tex_table(Call& call) { return table_of(call, TableStyle::tex); }

/// (field, value) or (field, old, value): in the layer whose field it is.
void replace_field(const Call& call, Packet& packet, const List& rule) {
    const Field* field = rule.size() >= 2 && rule.size() <= 3 ? referenced_field(rule[0]) : nullptr;
    if (field == nullptr) call.fail("replace takes a field and its value", "for example: IP.ttl, 64");
    for (std::size_t i = 0; i < packet.size(); ++i) {
        const auto fields = packet[i].protocol().fields;
        if (field < fields.data() || field >= fields.data() + fields.size()) continue;
        if (rule.size() == 3 && !equal(packet[i].get(*field), rule[1])) continue;
        if (const auto problem = packet.set(i, *field, rule.back()))
            throw EvaluationError(call.span, *problem);
    }
}

/// Field by field.
Value with_replaced(Call& call) {
    List rules;
    for (const Call::Argument& each : call.rest) rules.push_back(each.value);
    if (!rules.empty() && !rules[0].is_tuple()) rules = List{Value::tuple(std::move(rules))};
    List out;
    for (const Value& element : elements(call)) {
        Packet packet = to_packet(element, call.span);
        for (const Value& rule : rules) replace_field(call, packet, *rule.items());
        out.emplace_back(std::move(packet));
    }
    return packet_list_like(*call.self, std::move(out), "Replaced {}");
}

Value only_layer(Call& call) {
    const auto* protocol = call[0].as<const Protocol*>();
    if (protocol == nullptr) call.fail(0, "getlayer takes a layer");
    List out;
    for (const Value& element : elements(call))
        if (const auto* packet = element.as<LayerReference>())
            if (auto found = find_layer(*packet, **protocol, 1)) out.emplace_back(std::move(*found));
    return packet_list_like(*call.self, std::move(out), fmt::format("{{}} layer {}", (*protocol)->name));
}

constexpr Parameter xyz = {"fxyz", function};

constexpr Builtin table[] = {
    {"summary", {{prn, lfilter, dump}}, text, "A line for each packet.", summary_lines},
    {"nsummary", {{prn, lfilter, dump}}, text, "A line with its number for each packet.", numbered_lines},
    {"show", {{prn, lfilter, dump}}, text, "A line with its number for each packet.", numbered_lines},
    {"filter", {{{"func", function}}}, list, "The packets for which it holds.", filtered},
    {"sr",
     {{optional("multi"), optional("lookahead", Kind::number)}},
     list,
     "Requests with their answers, and what is left.",
     matched},
    {"replace", {{rest_of("rules")}}, list, "The packets with fields changed.", with_replaced},
    {"getlayer", {{{"cls"}}}, list, "That layer of each packet that has it.", only_layer},
    {"sessions",
     {{optional("session_extractor", function)}},
     Kind::dictionary,
     "The packets by who talks to whom.",
     sessions},
    {"hexdump", {{lfilter, dump}}, text, "Each packet's octets.", hexdumps},
    {"rawhexdump", {{lfilter, dump}}, text, "Each packet's octets.", hexdumps},
    {"hexraw", {{lfilter, dump}}, text, "What no layer reads, of each packet.", hexraws},
    {"padding", {{lfilter, dump}}, text, "The padding of packets that have some.", paddings},
    {"nzpadding",
     {{lfilter, dump}},
     text,
     "The same, but for padding of one octet over and over.",
     odd_paddings},
    {"make_table", {{xyz, dump}}, text, "x, y and z of each packet as a table.", plain_table},
    {"make_lined_table", {{xyz, dump}}, text, "The same with lines.", lined_table},
    {"make_tex_table", {{xyz, dump}}, text, "The same for TeX.", tex_table},
};

}  // namespace

std::span<const Builtin> packet_list_methods() { return table; }

}  // namespace pkttest::language
