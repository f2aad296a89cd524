// Field classes made of others: conditional, padded, one of several, lists of fields, layers in fields.
#include <fmt/format.h>

#include "framework/packet/field_class.h"
#include "framework/packet/script_shapes.h"

namespace pkttest {

namespace {

using Parameters = std::string_view[];

constexpr Parameters wrapping = {"fld"};
constexpr Parameters formatted = {"name", "default", "fmt"};
constexpr Parameters conditional = {"fld", "cond"};
constexpr Parameters padding = {"fld", "align", "padwith"};
constexpr Parameters several = {"flds", "dflt", "name"};
constexpr Parameters named_by = {"name", "default", "enum", "depends_on", "fmt"};
constexpr Parameters bits_named_by = {"name", "default", "size", "enum", "depends_on"};
constexpr Parameters flags_named_by = {"name", "default", "size", "names", "depends_on"};
constexpr Parameters listing = {"name", "default", "field", "length_from", "count_from", "max_count"};
constexpr Parameters one_layer = {"name", "default", "pkt_cls"};
constexpr Parameters one_layer_long = {"name", "default", "pkt_cls", "length_from"};
constexpr Parameters layer_list = {"name",        "default",     "pkt_cls",  "count_from",
                                   "length_from", "next_cls_cb", "max_count"};

std::optional<Problem> as_it_is(const FieldClass&, const FieldCall& call, RuntimeField& out) {
    return field_in(call["fld"], call.text("name"), out);
}

std::optional<Problem> with_condition(const FieldClass&, const FieldCall& call, RuntimeField& out) {
    if (auto problem = field_in(call["fld"], "", out)) return problem;
    const auto rule = to_rule(call["cond"]);
    if (rule == nullptr) return Problem{"a ConditionalField takes a function of the packet as its condition"};
    out.field.when = {.test = When::Test::by, .rule = out.keep_rule(rule)};
    return std::nullopt;
}

/// What stands behind the payload: another field, or a number that show() writes in hexadecimal.
std::optional<Problem> behind_payload(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    constexpr unsigned most_bits = 128;
    FieldArguments arguments;
    for (const std::string_view parameter : what.parameters)
        if (call.has(parameter)) arguments.emplace_back(parameter, call[parameter]);
    const bool wraps = what.parameters[0] == "fld";
    if (auto problem =
            wraps ? field_in(call["fld"], "", out) : make_field(*find_field_class("Field"), arguments, out))
        return problem;
    if (out.field.width == 0 || out.field.width % 8 != 0 || out.field.width > most_bits ||
        out.field.conditional())
        return Problem{fmt::format("{} stands behind the payload, and is always as long", what.name)};
    if (!wraps) out.field.hex = true;
    out.is_trailer = true;
    return std::nullopt;
}

std::optional<Problem> with_padding(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    if (auto problem = field_in(call["fld"], "", out)) return problem;
    const std::int64_t multiple = call.number("align", 0);
    const std::string filler = call.has("padwith") ? call.text("padwith") : std::string(1, '\0');
    if (multiple < 1 || multiple > 1024)
        return Problem{
            fmt::format("{} pads to 1 to 1024 octets, not {}", what.name, represent(call["align"]))};
    if (filler.size() != 1) return Problem{fmt::format("{} pads with one octet", what.name)};
    const Field& inner = out.keep(out.field);
    const Shape& shape = inner.shape->takes_lists ? padded_list_shape : padded_shape;
    out.field = make_field(inner.name, shape, 0, Default{}, Extra{});
    out.field.start = inner.start;
    out.field.when = inner.when;
    out.field.element = &inner;
    out.field.user =
        &out.keep(Padding{static_cast<std::size_t>(multiple), static_cast<std::uint8_t>(filler[0]),
                          what.name.starts_with("Reverse")});
    return std::nullopt;
}

// ---- one of several ----------------------------------------------------------------------------------

/// A pair (field, condition), as Scapy writes it; the condition may be a pair of its own, for reading and
/// writing.
std::optional<Problem> add_case(const Value& pair, RuntimeField& out, std::vector<Case>& cases) {
    const List* parts = pair.items();
    if (parts == nullptr || parts->size() != 2)
        return Problem{"a MultipleTypeField takes pairs: (field, condition)"};
    RuntimeField field;
    if (auto problem = field_in((*parts)[0], "", field)) return problem;
    const Value& condition = (*parts)[1];
    const List* both = condition.items();
    const auto rule = to_rule(both != nullptr && !both->empty() ? both->front() : condition);
    if (rule == nullptr) return Problem{"a MultipleTypeField's condition is a function of the packet"};
    out.keep_all_of(field);
    cases.push_back({{.test = When::Test::by, .rule = out.keep_rule(rule)}, &out.keep(field.field)});
    return std::nullopt;
}

std::optional<Problem> one_of_several(const FieldClass&, const FieldCall& call, RuntimeField& out) {
    RuntimeField last;
    if (auto problem = field_in(call["dflt"], call.text("name"), last)) return problem;
    std::vector<Case> cases;
    if (const List* pairs = call["flds"].items())
        for (const Value& pair : *pairs)
            if (auto problem = add_case(pair, out, cases)) return problem;
    out.keep_all_of(last);
    cases.push_back({{}, &out.keep(last.field)});
    const std::string name = call.has("name") ? call.text("name") : std::string(last.field.name);
    out.field = make_field(out.keep_text(name), one_of_shape, 0, Default{}, Extra{});
    out.field.start = &out.keep(Value());
    out.field.cases = out.keep(std::move(cases));
    return std::nullopt;
}

// ---- names that depend -------------------------------------------------------------------------------

/// Whether what a rule answers is one key.
class IsKey final : public Rule {
 public:
    IsKey(std::shared_ptr<const Rule> what, Value key) : what_(std::move(what)), key_(std::move(key)) {}
    Value ask(const Layer& layer, const List& more) const override {
        return Value(what_->ask(layer, more) == key_);
    }

 private:
    std::shared_ptr<const Rule> what_;
    Value key_;
};

/// A number of the class `of`, named by `names`; None: without names.
std::optional<Problem> named_number(const char* of, const FieldCall& call, const Value& names,
                                    RuntimeField& out) {
    FieldArguments arguments = {{"name", call["name"]}, {"default", call["default"]}};
    for (const char* further : {"fmt", "size"})
        if (call.has(further)) arguments.emplace_back(further, call[further]);
    arguments.emplace_back("enum", names);
    return make_field(*find_field_class(of), arguments, out);
}

/// One set of names for each key of what `depends_on` answers.
template <const char* const& of>
std::optional<Problem> named_by_another(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    const auto* sets = call["enum"].as<std::shared_ptr<Dictionary>>();
    const auto rule = to_rule(call["depends_on"]);
    if (sets == nullptr || rule == nullptr)
        return Problem{fmt::format("{} takes names for each value of another field", what.name),
                       "for example: MultiEnumField({1: {0: \"no\"}, 2: {0: \"off\"}}, depends_on=kind)"};
    std::vector<Case> cases;
    RuntimeField last;
    for (const auto& [key, names] : **sets) {
        RuntimeField field;
        if (auto problem = named_number(of, call, names, field)) return problem;
        out.keep_all_of(field);
        cases.push_back({{.test = When::Test::by, .rule = out.keep_rule(std::make_shared<IsKey>(rule, key))},
                         &out.keep(field.field)});
    }
    if (auto problem = named_number(of, call, Value(), last)) return problem;
    out.keep_all_of(last);
    cases.push_back({{}, &out.keep(last.field)});
    out.field = make_field(out.keep_text(call.text("name")), one_of_shape, 0, Default{}, Extra{});
    out.field.start = &out.keep(call["default"]);
    out.field.cases = out.keep(std::move(cases));
    return std::nullopt;
}

/// {0: MultiFlagsEntry("A", "what A means")}: the entries are pairs.
std::optional<Problem> flag_set(const FieldCall& call, const Value& given, RuntimeField& out) {
    constexpr std::int64_t most_bits = 64;
    const std::int64_t size = call.number("size", 0);
    const auto* names = given.as<std::shared_ptr<Dictionary>>();
    if (size < 1 || size > most_bits || (names == nullptr && !given.is_none()))
        return Problem{"a MultiFlagsField has 1 to 64 bits, with names for each value of another field"};
    start_field(call, flag_set_shape, static_cast<std::uint16_t>(size), out);
    std::vector<FlagEntry> entries;
    for (const auto& [bit, entry] : names != nullptr ? **names : Dictionary()) {
        const List* texts = entry.items();
        Integer place = 0;
        const bool is_entry = bit.to_integer(place) && place >= 0 && place < size && texts != nullptr &&
                              texts->size() == 2 && texts->front().is_text() && texts->back().is_text();
        if (!is_entry) return Problem{fmt::format("{} is no flag's name and meaning", represent(entry))};
        entries.push_back({static_cast<unsigned>(place), *texts->front().octets(), *texts->back().octets()});
    }
    out.field.user = &out.keep(std::move(entries));
    out.field.start = &out.keep(Value(List()));
    return std::nullopt;
}

std::optional<Problem> flag_sets(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    const auto* sets = call["names"].as<std::shared_ptr<Dictionary>>();
    const auto rule = to_rule(call["depends_on"]);
    if (sets == nullptr || rule == nullptr)
        return Problem{fmt::format("{} takes names for each value of another field", what.name)};
    std::vector<Case> cases;
    const auto add = [&](const Value& names, const When& when) {
        RuntimeField field;
        auto problem = flag_set(call, names, field);
        out.keep_all_of(field);
        cases.push_back({when, &out.keep(field.field)});
        return problem;
    };
    for (const auto& [key, names] : **sets)
        if (auto problem = add(
                names, {.test = When::Test::by, .rule = out.keep_rule(std::make_shared<IsKey>(rule, key))}))
            return problem;
    if (auto problem = add(Value(), {})) return problem;
    out.field = make_field(out.keep_text(call.text("name")), one_of_shape, 0, Default{}, Extra{});
    out.field.start = &out.keep(call["default"]);
    out.field.cases = out.keep(std::move(cases));
    return std::nullopt;
}

constexpr const char* by_format = "EnumField";
constexpr const char* by_bits = "BitEnumField";

// ---- lists and layers --------------------------------------------------------------------------------

std::optional<Problem> list_of_fields(const FieldClass&, const FieldCall& call, RuntimeField& out) {
    RuntimeField element;
    if (auto problem = field_in(call["field"], call.text("name"), element)) return problem;
    start_field(call, list_shape, 0, out);
    out.keep_all_of(element);
    element.field.name = out.field.name;
    out.field.element = &out.keep(element.field);
    if (auto problem = set_extent(call, out)) return problem;
    return set_default(out, call["default"]);
}

std::optional<Problem> set_protocol(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    const Value& wanted = call["pkt_cls"];
    if (const auto* protocol = wanted.as<const Protocol*>())
        out.field.protocol = class_name(**protocol);
    else if (wanted.is_text())
        out.field.protocol = out.keep_text(*wanted.octets());
    else
        return Problem{fmt::format("{} takes a layer such as IP, not {}", what.name, represent(wanted))};
    return std::nullopt;
}

std::optional<Problem> layer_in_field(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    start_field(call, layer_shape, 0, out);
    if (auto problem = set_protocol(what, call, out)) return problem;
    if (auto problem = set_extent(call, out)) return problem;
    if (!call.has("length_from")) out.field.extent = {};
    return set_default(out, call["default"]);
}

std::optional<Problem> layers_in_field(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    start_field(call, layers_shape, 0, out);
    if (call.has("next_cls_cb")) {
        const auto rule = to_rule(call["next_cls_cb"]);
        if (rule == nullptr) return Problem{"next_cls_cb takes a function"};
        out.field.rule = out.keep_rule(rule);
        out.field.protocol = "Raw";
    } else if (auto problem = set_protocol(what, call, out)) {
        return problem;
    }
    if (auto problem = set_extent(call, out)) return problem;
    return set_default(out, call["default"]);
}

constexpr FieldClass classes[] = {
    {"Emph", wrapping, as_it_is},
    {"ConditionalField", conditional, with_condition},
    {"TrailerField", wrapping, behind_payload},
    {"FCSField", formatted, behind_payload},
    {"PadField", padding, with_padding},
    {"ReversePadField", padding, with_padding},
    {"MultipleTypeField", several, one_of_several},
    {"MultiEnumField", named_by, named_by_another<by_format>},
    {"BitMultiEnumField", bits_named_by, named_by_another<by_bits>},
    {"MultiFlagsField", flags_named_by, flag_sets},
    {"FieldListField", listing, list_of_fields},
    {"PacketField", one_layer, layer_in_field},
    {"PacketLenField", one_layer_long, layer_in_field},
    {"PacketListField", layer_list, layers_in_field},
};

}  // namespace

std::span<const FieldClass> compound_field_classes() { return classes; }

}  // namespace pkttest
