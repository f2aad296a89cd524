// ValueSet: choices, ranges, anything, absence and random draws.
#include "framework/packet/value_set.h"

#include <fmt/format.h>

#include <algorithm>

namespace pkttest {

namespace {

class Choice final : public ValueSet {
 public:
    explicit Choice(List members) : members_(std::move(members)) {}
    /// The members of nested sets (a range within a list) count one by one.
    std::optional<std::uint64_t> count() const override {
        std::uint64_t total = 0;
        for (const Value& member : members_) total += size_of(member);
        return total;
    }
    Value at(std::uint64_t index) const override {
        for (const Value& member : members_) {
            const std::uint64_t size = size_of(member);
            if (index < size) return member.set() != nullptr ? member.set()->at(index) : member;
            index -= size;
        }
        return {};
    }
    bool contains(const Value& value) const override {
        return std::any_of(members_.begin(), members_.end(), [&](const Value& member) {
            return member.set() != nullptr ? member.set()->contains(value) : member == value;
        });
    }
    bool agrees(const Field& field, const Value& internal) const override {
        return std::any_of(members_.begin(), members_.end(), [&](const Value& member) {
            return member.set() != nullptr ? member.set()->agrees(field, internal) : member == internal;
        });
    }
    std::string represent() const override { return pkttest::represent(Value(members_)); }
    SharedSet map(const std::function<Value(const Value&)>& convert) const override {
        List out;
        for (const Value& member : members_)
            out.push_back(member.set() != nullptr ? Value(member.set()->map(convert)) : convert(member));
        return choice_of(std::move(out));
    }

 private:
    static std::uint64_t size_of(const Value& member) {
        return member.set() != nullptr ? member.set()->count().value_or(1) : 1;
    }
    List members_;
};

class IntegerRange final : public ValueSet {
 public:
    IntegerRange(Integer first, Integer last) : first_(first), last_(last) {}
    std::optional<std::uint64_t> count() const override {
        return last_ < first_ ? 0 : static_cast<std::uint64_t>(last_ - first_ + 1);
    }
    Value at(std::uint64_t index) const override { return first_ + static_cast<Integer>(index); }
    bool contains(const Value& value) const override {
        Integer integer = 0;
        return value.to_integer(integer) && integer >= first_ && integer <= last_;
    }
    std::string represent() const override {
        return fmt::format("({}, {})", pkttest::represent(first_), pkttest::represent(last_));
    }
    SharedSet map(const std::function<Value(const Value&)>& convert) const override {
        Integer first = first_, last = last_;
        convert(first_).to_integer(first);
        convert(last_).to_integer(last);
        return range_of(first, last);
    }

 private:
    Integer first_, last_;
};

class Anything final : public ValueSet {
 public:
    std::optional<std::uint64_t> count() const override { return std::nullopt; }
    Value at(std::uint64_t) const override { return {}; }
    bool contains(const Value& value) const override { return !value.is_none(); }
    std::string represent() const override { return "any"; }
    SharedSet map(const std::function<Value(const Value&)>&) const override { return anything(); }
};

class Absence final : public ValueSet {
 public:
    std::optional<std::uint64_t> count() const override { return std::nullopt; }
    Value at(std::uint64_t) const override { return {}; }
    bool contains(const Value& value) const override { return value.is_none(); }
    std::string represent() const override { return "absent"; }
    SharedSet map(const std::function<Value(const Value&)>&) const override { return absence(); }
};

class Random final : public ValueSet, public std::enable_shared_from_this<Random> {
 public:
    Random(std::string name, std::function<Value()> draw, std::function<bool(const Value&)> member)
        : name_(std::move(name)), draw_(std::move(draw)), member_(std::move(member)) {}
    std::optional<std::uint64_t> count() const override { return std::nullopt; }
    Value at(std::uint64_t) const override { return draw_(); }
    bool contains(const Value& value) const override { return member_ ? member_(value) : true; }
    std::string represent() const override { return name_; }
    std::string shown() const override { return "<" + name_.substr(0, name_.find('(')) + ">"; }
    bool is_random() const override { return true; }
    SharedSet map(const std::function<Value(const Value&)>& convert) const override {
        return random_of(
            name_, [draw = draw_, convert] { return convert(draw()); }, member_);
    }

 private:
    std::string name_;
    std::function<Value()> draw_;
    std::function<bool(const Value&)> member_;
};

/// Seeded at the first draw: most tests draw nothing, and seeding costs more than a trivial test.
thread_local std::optional<std::uint64_t> next_seed = 1;

}  // namespace

Generator& generator() {
    thread_local Generator instance;
    if (next_seed) {
        instance.seed(*next_seed);
        next_seed.reset();
    }
    return instance;
}

void seed_generator(std::uint64_t seed) { next_seed = seed; }

SharedSet choice_of(List members) { return std::make_shared<Choice>(std::move(members)); }
SharedSet range_of(Integer first, Integer last) { return std::make_shared<IntegerRange>(first, last); }
SharedSet anything() {
    static const auto instance = std::make_shared<Anything>();
    return instance;
}
SharedSet absence() {
    static const auto instance = std::make_shared<Absence>();
    return instance;
}
SharedSet random_of(std::string name, std::function<Value()> draw, std::function<bool(const Value&)> member) {
    return std::make_shared<Random>(std::move(name), std::move(draw), std::move(member));
}

}  // namespace pkttest
