// Field classes: looking them up, binding arguments, defaults, names, extents.
#include "framework/packet/field_class.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/script_shapes.h"

namespace pkttest {

namespace {

constexpr std::string_view rule_parameters[] = {"adjust",      "cond",      "count_from", "depends_on",
                                                "length_from", "max_count", "next_cls_cb"};

}  // namespace

static std::array<std::span<const FieldClass>, 6> tables() {
    return {number_field_classes(), octets_field_classes(), compound_field_classes(),
            hpack_field_classes(),  signal_field_classes(), layer_field_classes()};
}

const FieldClass* find_field_class(std::string_view name) {
    if (!name.ends_with("Field") && !name.ends_with("FieldUtf16") && name != "Emph") return nullptr;
    for (const auto table : tables())
        for (const FieldClass& each : table)
            if (each.name == name) return &each;
    return nullptr;
}

std::vector<const FieldClass*> field_classes() {
    std::vector<const FieldClass*> out;
    for (const auto table : tables())
        for (const FieldClass& each : table) out.push_back(&each);
    return out;
}

bool is_rule_parameter(std::string_view parameter) {
    return std::find(std::begin(rule_parameters), std::end(rule_parameters), parameter) !=
           std::end(rule_parameters);
}

// ---- arguments ---------------------------------------------------------------------------------------

std::optional<Problem> FieldCall::bind(std::string_view class_name, const FieldArguments& arguments) {
    std::size_t position = 0;
    const auto bound = [&](std::string_view parameter) {
        return std::any_of(bound_.begin(), bound_.end(),
                           [&](const auto& each) { return each.first == parameter; });
    };
    for (const auto& [given, value] : arguments) {
        std::string_view parameter = given;
        if (given.empty()) {
            if (position >= parameters_.size())
                return Problem{
                    fmt::format("{} takes {} arguments at the most", class_name, parameters_.size())};
            parameter = parameters_[position++];
        }
        const auto known = std::find(parameters_.begin(), parameters_.end(), parameter);
        if (known == parameters_.end()) {
            Problem problem{fmt::format("{} takes no argument named {}", class_name, parameter)};
            problem.wrong = parameter;
            problem.candidates.assign(parameters_.begin(), parameters_.end());
            return problem;
        }
        if (bound(*known)) return Problem{fmt::format("{} is given twice", *known)};
        bound_.emplace_back(*known, value);
    }
    return std::nullopt;
}

const Value& FieldCall::operator[](std::string_view parameter) const {
    static const Value none;
    for (const auto& [name, value] : bound_)
        if (name == parameter) return value;
    return none;
}

std::int64_t FieldCall::number(std::string_view parameter, std::int64_t otherwise) const {
    Integer out = otherwise;
    (*this)[parameter].to_integer(out);
    return static_cast<std::int64_t>(out);
}

std::string FieldCall::text(std::string_view parameter) const {
    const std::string* octets = (*this)[parameter].octets();
    return octets != nullptr ? *octets : "";
}

std::optional<Problem> make_field(const FieldClass& what, const FieldArguments& arguments,
                                  RuntimeField& out) {
    FieldCall call(what.parameters);
    if (auto problem = call.bind(what.name, arguments)) return problem;
    return what.make(what, call, out);
}

// ---- parts of fields ---------------------------------------------------------------------------------

void start_field(const FieldCall& call, const Shape& shape, std::uint16_t width, RuntimeField& out) {
    out.field = pkttest::make_field(out.keep_text(call.text("name")), shape, width, Default{}, Extra{});
}

std::optional<Problem> set_default(RuntimeField& field, const Value& value) {
    field.field.start = &field.keep(value);
    if (value.is_none()) return std::nullopt;
    field.field.length_of = {};
    field.field.count_of = {};
    field.field.compute = nullptr;
    Value internal;
    return normalize(field.field, value, internal);
}

namespace {

using Entries = std::vector<Name>;

std::optional<Problem> add_name(RuntimeField& field, Entries& out, const Value& number, const Value& name) {
    const bool turned = number.is_text() && !name.is_text();
    const Value& key = turned ? name : number;
    const Value& text = turned ? number : name;
    Integer value = 0;
    if (!key.to_integer(value) || text.octets() == nullptr)
        return Problem{
            fmt::format("{} names no number: numbers have names, as in {{1: \"one\"}}", represent(number)),
            {}};
    out.push_back({static_cast<std::uint64_t>(value), field.keep_text(*text.octets())});
    return std::nullopt;
}

/// Position as number; for flags the position's bit.
std::uint64_t number_at(const Field& field, std::size_t position) {
    return field.shape == &flags_shape ? std::uint64_t{1} << std::min<std::size_t>(position, 63) : position;
}

/// A pair of functions: a number's name, a name's number.
std::optional<Problem> set_asked_names(RuntimeField& field, const List& functions) {
    const auto name = to_rule(functions[0]), number = to_rule(functions[1]);
    if (number == nullptr || field.field.shape != &integer_shape)
        return Problem{fmt::format("{} takes no functions for its names", field.field.name)};
    field.field.user = &field.keep(AskedNames{field.keep_rule(name), field.keep_rule(number)});
    field.field.shape = &asked_names_shape;
    return std::nullopt;
}

}  // namespace

std::optional<Problem> set_names(RuntimeField& field, const Value& names) {
    Entries out;
    if (const auto* dictionary = names.as<std::shared_ptr<Dictionary>>()) {
        for (const auto& [number, name] : **dictionary)
            if (auto problem = add_name(field, out, number, name)) return problem;
    } else if (names.is_tuple() && names.items()->size() == 2 && to_rule(names.items()->front()) != nullptr) {
        return set_asked_names(field, *names.items());
    } else if (const List* items = names.items()) {
        for (std::size_t i = 0; i < items->size(); ++i)
            if (auto problem = add_name(field, out, Value(number_at(field.field, i)), (*items)[i]))
                return problem;
    } else if (names.is_text() && field.field.shape == &flags_shape) {
        const std::string& letters = *names.octets();
        for (std::size_t i = 0; i < letters.size(); ++i)
            out.push_back({number_at(field.field, i), field.keep_text(letters.substr(i, 1))});
    } else if (!names.is_none()) {
        return Problem{fmt::format("{} takes names for its values, such as {{1: \"one\"}}, not {}",
                                   field.field.name, represent(names))};
    }
    field.field.names = field.keep(std::move(out));
    return std::nullopt;
}

std::shared_ptr<const Rule> to_rule(const Value& value) {
    const auto* object = value.as<std::shared_ptr<Object>>();
    return object != nullptr ? std::dynamic_pointer_cast<const Rule>(*object) : nullptr;
}

std::optional<Problem> set_extent(const FieldCall& call, RuntimeField& out) {
    out.field.extent = rest();
    struct Source {
        std::string_view parameter;
        Extent::Kind kind;
    };
    static constexpr Source sources[] = {{"length_from", Extent::Kind::octets_by},
                                         {"count_from", Extent::Kind::count_by}};
    for (const Source& source : sources) {
        if (!call.has(source.parameter)) continue;
        const auto rule = to_rule(call[source.parameter]);
        if (rule == nullptr)
            return Problem{fmt::format("{} takes a function of the packet, not {}", source.parameter,
                                       represent(call[source.parameter]))};
        out.field.extent = {.kind = source.kind, .rule = out.keep_rule(rule)};
    }
    return std::nullopt;
}

std::optional<Problem> field_in(const Value& value, std::string_view name, RuntimeField& out) {
    const auto* object = value.as<std::shared_ptr<Object>>();
    if (object != nullptr) {
        if (const auto* field = dynamic_cast<const FieldObject*>(object->get()))
            return out = field->field, std::nullopt;
        if (const auto* what = dynamic_cast<const FieldClassObject*>(object->get()))
            return make_field(what->field_class, {{"name", Value(name)}}, out);
    }
    return Problem{
        fmt::format("a field such as ShortField(\"x\", 0) is wanted here, this is {}", represent(value))};
}

std::string FieldObject::represent() const {
    return fmt::format("<{} ().{}>", what != nullptr ? what->name : "Field", field.field.name);
}

}  // namespace pkttest
