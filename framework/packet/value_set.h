// ValueSet: a field's value that stands for several: a list, a range, a network, a random draw, anything.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <random>

#include "framework/packet/value.h"

namespace pkttest {

/// The seeded generator of the test that runs; every random value draws from it.
using Generator = std::mt19937_64;
Generator& generator();
/// Reseeds this thread's generator: the runner does so at each test's start.
void seed_generator(std::uint64_t seed);

/// Members are in the field's internal form once a field has taken the set.
class ValueSet {
 public:
    virtual ~ValueSet() = default;
    /// How many members; nullopt for random and "any", which are drawn, not counted.
    virtual std::optional<std::uint64_t> count() const = 0;
    /// The member at 0 ≤ index < count(); for random a new draw.
    virtual Value at(std::uint64_t index) const = 0;
    virtual bool contains(const Value& value) const = 0;
    /// In a pattern: whether a field's internal value belongs to it. A set that judges what users see asks
    /// the field for it.
    virtual bool agrees(const Field& field, const Value& internal) const;
    virtual std::string represent() const = 0;
    /// As show() writes it, where that is not by its members: <RandShort>, Net("192.0.2.0/24").
    virtual std::string shown() const { return {}; }
    /// Random: it stands for whatever it draws next, also in arithmetic.
    virtual bool is_random() const { return false; }
    /// The same set with each end or member passed through `convert` (a field's normalisation).
    virtual std::shared_ptr<const ValueSet> map(const std::function<Value(const Value&)>& convert) const = 0;
};

using SharedSet = std::shared_ptr<const ValueSet>;
SharedSet choice_of(List members);
/// Both ends belong to it. Integers.
SharedSet range_of(Integer first, Integer last);
/// Anything at all, also nothing: `any` in a pattern.
SharedSet anything();
/// A field that must not be there: `absent` in a pattern.
SharedSet absence();
/// `draw` is called at every build; `name` is for repr ("RandShort()"), `member` tests a value.
SharedSet random_of(std::string name, std::function<Value()> draw, std::function<bool(const Value&)> member);

/// What holds for the value that a user sees; `text` is for repr ("prefix('ab')"). Nothing can be built of
/// it.
SharedSet predicate_of(std::string text, std::function<bool(const Value& human)> holds);

/// What a pattern has captured.
struct Captured {
    std::string name;
    std::optional<Value> value;  ///< As a user sees it; nullopt: nothing yet.
};
/// Agrees where `inner` does (a value, a set, a user's text for one), and keeps the value: `a := any`.
SharedSet capture_of(std::shared_ptr<Captured> place, Value inner);
/// Agrees with what was captured before.
SharedSet captured_in(std::shared_ptr<Captured> place);
/// Where a set captures to; nullptr for other sets.
const std::shared_ptr<Captured>* capture_in(const ValueSet& set);

}  // namespace pkttest
