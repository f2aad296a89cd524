// Formatting: Python's str.format().
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"

namespace pkttest::language {

namespace {

using Named = std::vector<std::pair<std::string, Value>>;

class BraceFormatter {
 public:
    BraceFormatter(const List& positional, const Named& named, Environment& variables, Span where)
        : positional_(positional), named_(named), variables_(variables), where_(where) {}

    std::string run(std::string_view text, int depth = 0) {
        if (depth > 2) fail("formats are nested too deeply");
        std::string out;
        while (!text.empty()) {
            const char c = text.front();
            const bool twice = text.size() > 1 && text[1] == c;
            if ((c == '{' || c == '}') && twice) {
                out += c;
                text.remove_prefix(2);
            } else if (c == '{') {
                const std::string_view field = field_in(text);
                out += replaced(field, depth);
                text.remove_prefix(field.size() + 2);
            } else if (c == '}') {
                fail("a } in a format stands alone");
            } else {
                out += c;
                text.remove_prefix(1);
            }
            check_octet_count(out.size(), where_);
        }
        return out;
    }

 private:
    [[noreturn]] void fail(std::string message) const {
        throw EvaluationError(where_, std::move(message)).as("ValueError");
    }

    /// What stands between the braces at the start of `text`.
    std::string_view field_in(std::string_view text) const {
        int open = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            open += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
            if (open == 0) return text.substr(1, i - 1);
        }
        fail("a { in a format is not closed");
    }

    std::string replaced(std::string_view field, int depth) {
        const std::size_t name_end = std::min(field.find_first_of("!:"), field.size());
        Value value = named_value(field.substr(0, name_end));
        field.remove_prefix(name_end);
        if (field.size() > 1 && field[0] == '!') {
            if (field[1] == 'r' || field[1] == 'a') value = Value(represent_python(value));
            if (field[1] == 's') value = Value(to_text(value));
            field.remove_prefix(2);
        }
        if (!field.empty() && field[0] != ':') fail("a format has a : behind the conversion");
        const std::string specification = field.empty() ? "" : run(field.substr(1), depth + 1);
        return format_value(value, specification, where_);
    }

    /// `0.attribute[key]`.
    Value named_value(std::string_view name) {
        const std::size_t end = std::min(name.find_first_of(".["), name.size());
        Value value = first(name.substr(0, end));
        for (name.remove_prefix(end); !name.empty();) {
            const bool attribute = name[0] == '.';
            const std::size_t stop =
                std::min(attribute ? name.find_first_of(".[", 1) : name.find(']'), name.size());
            const std::string_view part = name.substr(1, stop - 1);
            value = attribute ? attribute_value(value, part) : item_value(value, part);
            name.remove_prefix(std::min(attribute ? stop : stop + 1, name.size()));
        }
        return value;
    }

    Value first(std::string_view name) {
        if (name.empty()) return at(next_++);
        if (name.find_first_not_of("0123456789") == name.npos) return at(number(name));
        for (const auto& [key, value] : named_)
            if (key == name) return value;
        throw EvaluationError(where_, fmt::format("the format wants {}, which is not given", name))
            .as("KeyError");
    }
    Value at(std::size_t position) const {
        if (position >= positional_.size())
            throw EvaluationError(where_, "the format wants more values than are given").as("IndexError");
        return positional_[position];
    }
    static std::size_t number(std::string_view digits) {
        std::size_t out = 0;
        for (const char c : digits.substr(0, 9)) out = out * 10 + static_cast<std::size_t>(c - '0');
        return out;
    }
    Value attribute_value(const Value& owner, std::string_view name) const {
        Expr attribute;
        attribute.kind = ExprKind::attribute;
        attribute.text = name;
        attribute.span = attribute.name_span = where_;
        return attribute_of(owner, attribute, variables_);
    }
    Value item_value(const Value& owner, std::string_view key) const {
        const bool index = !key.empty() && key.find_first_not_of("0123456789") == key.npos;
        if (const auto* dictionary = owner.as<std::shared_ptr<Dictionary>>())
            for (const auto& [name, item] : **dictionary)
                if (index ? equal(name, Value(Integer(number(key)))) : equal(name, Value(key))) return item;
        if (const List* items = owner.items(); items != nullptr && index && number(key) < items->size())
            return (*items)[number(key)];
        throw EvaluationError(where_, fmt::format("{} has no part {}", describe(owner), key)).uncovered();
    }

    const List& positional_;
    const Named& named_;
    Environment& variables_;
    Span where_;
    std::size_t next_ = 0;
};

}  // namespace

std::string format_braces(std::string_view text, const List& positional, const Named& named,
                          Environment& variables, Span where) {
    return BraceFormatter(positional, named, variables, where).run(text);
}

}  // namespace pkttest::language
