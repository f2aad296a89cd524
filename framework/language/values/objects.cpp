// Objects: functions, sets and durations as values, and the limits of all values.
#include "framework/language/values/objects.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <unordered_map>
#include <utility>

#include "framework/language/evaluate/evaluation.h"

namespace pkttest::language {

std::optional<Value> ScriptObject::attribute(std::string_view) const { return std::nullopt; }

std::shared_ptr<Function> Function::moved_to(Environment& home) const {
    auto out = std::make_shared<Function>(*lambda_, home, body_);
    out->captured = captured;
    out->defaults = defaults;
    return out;
}

std::optional<List> Iterator::take_items() {
    List left(items_.begin() + static_cast<std::ptrdiff_t>(at_), items_.end());
    at_ = items_.size();
    return left;
}

std::optional<Value> Iterator::next() {
    if (at_ == items_.size()) return std::nullopt;
    return items_[at_++];
}

bool BuiltinObject::equals(const Object& other) const {
    const auto* object = dynamic_cast<const BuiltinObject*>(&other);
    return object != nullptr && &object->builtin == &builtin && object->is_method == is_method &&
           (!is_method || object->owner == owner);
}

std::string BuiltinObject::represent() const {
    return fmt::format("<{} {}>", is_method ? "method" : "function", builtin.name);
}

namespace {

/// Equal values have equal keys.
std::string key_of(const Value& value) {
    Integer integer = 0;
    if (value.to_integer(integer)) return "n" + represent(integer);
    if (const double* real = value.as<double>()) {
        const bool whole =
            *real >= -1e18 && *real <= 1e18 && *real == static_cast<double>(static_cast<std::int64_t>(*real));
        return whole ? "n" + represent(Integer{static_cast<std::int64_t>(*real)}) : fmt::format("n{}", *real);
    }
    if (const std::string* octets = value.octets())
        return (PythonRules::hold() && !value.is_text() ? "b" : "o") + *octets;
    const List* items = value.items();
    if (items == nullptr) return "v" + represent(value);
    std::string out = value.is_tuple() ? "t" : "l";
    for (const Value& item : *items) {
        const std::string key = key_of(item);
        out += fmt::format("{}:{}", key.size(), key);
    }
    return out;
}

}  // namespace

std::string UniqueValues::represent() const {
    if (items_.empty()) return "set()";
    std::string out = pkttest::represent(Value(items_));
    out.front() = '{';
    out.back() = '}';
    return out;
}

bool UniqueValues::equals(const Object& other) const {
    const auto* set = dynamic_cast<const UniqueValues*>(&other);
    return set != nullptr && set->keys_ == keys_;
}

void UniqueValues::add(Value value) {
    if (keys_.insert(key_of(value)).second) items_.push_back(std::move(value));
}

bool UniqueValues::remove(const Value& value) {
    const std::string key = key_of(value);
    if (keys_.erase(key) == 0) return false;
    std::erase_if(items_, [&](const Value& item) { return key_of(item) == key; });
    return true;
}

bool UniqueValues::contains(const Value& value) const { return keys_.contains(key_of(value)); }

const UniqueValues* to_unique(const Value& value) { return object_as<UniqueValues>(value); }

std::string Duration::represent() const {
    struct Unit {
        std::int64_t nanoseconds;
        const char* name;
    };
    static constexpr Unit units[] = {{3'600'000'000'000, "h"},
                                     {60'000'000'000, "min"},
                                     {1'000'000'000, "s"},
                                     {1'000'000, "ms"},
                                     {1'000, "us"}};
    const std::int64_t count = value.count();
    if (count == 0) return "0s";
    for (const Unit& unit : units)
        if (count % unit.nanoseconds == 0) return fmt::format("{}{}", count / unit.nanoseconds, unit.name);
    return fmt::format("{}ns", count);
}

bool Duration::equals(const Object& other) const {
    const auto* duration = dynamic_cast<const Duration*>(&other);
    return duration != nullptr && duration->value == value;
}

Value duration_value(std::chrono::nanoseconds duration) {
    return Value(std::shared_ptr<Object>(std::make_shared<Duration>(duration)));
}

std::optional<std::chrono::nanoseconds> to_duration(const Value& value) {
    const auto* duration = object_as<Duration>(value);
    if (duration == nullptr) return std::nullopt;
    return duration->value;
}

namespace {

/// Octets of memory that the process has; 0 where the system does not say.
std::size_t resident_octets() {
    static const int file = ::open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    char text[64] = {};
    if (file < 0 || ::pread(file, text, sizeof text - 1, 0) <= 0) return 0;
    const char* resident = std::strchr(text, ' ');
    return resident == nullptr
               ? 0
               : std::strtoull(resident, nullptr, 10) * static_cast<std::size_t>(::getpagesize());
}

void check_memory(Span where) {
    if (resident_octets() > most_memory)
        throw EvaluationError(where, "this needs too much memory",
                              fmt::format("a run has {} GiB for all of its values", most_memory >> 30));
}

}  // namespace

void check_item_count(std::size_t items, Span where) {
    static constexpr std::size_t seldom = 1024;
    if (items % seldom == 0) check_memory(where);
    if (items > most_items)
        throw EvaluationError(where, "this list is too long",
                              fmt::format("{} items are the most", most_items));
}

void check_octet_count(std::size_t octets, Span where) {
    static constexpr std::size_t large = std::size_t{64} << 10;
    if (octets >= large) check_memory(where);
    if (octets > most_octets)
        throw EvaluationError(where, "this text is too long",
                              fmt::format("{} octets are the most", most_octets));
}

namespace {

/// Looks at a container that is held several times once, unless it stands deeper there.
struct DepthCheck {
    const void* container;
    Span where;
    std::unordered_map<const void*, int> deepest = {};

    bool is_new(const void* inner, int depth) {
        const auto [known, added] = deepest.try_emplace(inner, depth);
        return added || std::exchange(known->second, std::max(known->second, depth)) < depth;
    }
    void visit(const List& items, int depth) {
        if (&items == container) throw EvaluationError(where, "a list cannot hold itself");
        if (items.empty() || !is_new(&items, depth)) return;
        for (const Value& item : items) visit(item, depth);
    }
    void visit(const Value& value, int depth) {
        const auto* dictionary = value.as<std::shared_ptr<Dictionary>>();
        if (value.items() == nullptr && dictionary == nullptr) return;
        if (depth >= deepest_value)
            throw EvaluationError(where, "lists are nested too deeply here",
                                  fmt::format("{} levels are the most", deepest_value));
        if (value.items() != nullptr) return visit(*value.items(), depth + 1);
        if (dictionary->get() == container) throw EvaluationError(where, "a dictionary cannot hold itself");
        if (!is_new(dictionary->get(), depth)) return;
        for (const auto& [key, item] : **dictionary) visit(key, depth + 1), visit(item, depth + 1);
    }
};

}  // namespace

void check_depth(const Value& value, Span where, const void* container) {
    DepthCheck{container, where}.visit(value, 0);
}

}  // namespace pkttest::language
