// collections.defaultdict: a dictionary that makes what it is asked for.
#include <fmt/format.h>

#include "framework/language/values/native_type.h"

namespace pkttest::language {

namespace {

class DefaultDictionary final : public ScriptObject {
 public:
    DefaultDictionary(Value factory, Dictionary items)
        : factory_(std::move(factory)), items_(std::make_shared<Dictionary>(std::move(items))) {}
    std::string_view kind() const override { return "defaultdict"; }
    std::string represent() const override {
        return fmt::format("defaultdict({}, {})", represent_python(factory_),
                           represent_python(Value(items_)));
    }
    std::optional<Value> attribute(std::string_view name) const override {
        if (name == "default_factory") return factory_;
        if (name == "__class__") return collections_type("collections.defaultdict");
        const Builtin* method = find_method(Kind::dictionary, name);
        return method != nullptr ? std::optional(object_value<BuiltinObject>(*method, Value(items_)))
                                 : std::nullopt;
    }
    std::optional<std::size_t> length() const override { return items_->size(); }
    std::optional<List> take_items() override { return items_of(Value(items_), {}); }
    std::optional<bool> is_equal(const Value& other) const override {
        const auto* same = object_as<DefaultDictionary>(other);
        return equal(Value(items_), same != nullptr ? Value(same->items_) : other);
    }
    std::optional<Value> item(const Value& key, Span where) const override {
        for (const auto& [known, value] : *items_)
            if (equal(known, key)) return value;
        if (factory_.is_none())
            throw EvaluationError(where, fmt::format("there is no key {}", represent_python(key)))
                .as("KeyError")
                .with(exception_of("KeyError", {key}));
        Environment frame;
        Value made = call_value(factory_, {}, where, frame);
        put(key, made, where);
        return made;
    }
    bool set_item(const Value& key, const Value& value, Span where) override {
        return put(key, value, where), true;
    }

 private:
    void put(const Value& key, const Value& value, Span where) const {
        check_depth(value, where, items_.get());
        check_item_count(items_->size() + 1, where);
        language::set_item(*items_, key, value);
    }

    Value factory_;
    std::shared_ptr<Dictionary> items_;
};

Value make(const NativeArguments& given, Span where) {
    Dictionary items;
    if (const auto* dictionary = given[1].as<std::shared_ptr<Dictionary>>())
        items = **dictionary;
    else if (!given[1].is_none())
        items = pairs_in(items_of(given[1], where), where);
    return object_value<DefaultDictionary>(given[0], std::move(items));
}

bool is_default_dictionary(const Value& value) { return object_as<DefaultDictionary>(value) != nullptr; }

constexpr std::string_view parameters[] = {"default_factory", "items"};
constexpr NativeTable types[] = {{"collections.defaultdict", parameters, make, is_default_dictionary}};

}  // namespace

Value collections_type(std::string_view name) { return native_type(types, name); }

}  // namespace pkttest::language
