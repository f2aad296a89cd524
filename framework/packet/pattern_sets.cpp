// Sets that only patterns use: what holds for a value, what is captured, what was captured.
#include "framework/packet/shape.h"
#include "framework/packet/value_set.h"

namespace pkttest {

bool ValueSet::agrees(const Field&, const Value& internal) const { return contains(internal); }

namespace {

/// As a user sees it.
Value human(const Field& field, const Value& internal) {
    return internal.is_none() ? internal : field.shape->human(field, internal);
}

class Predicate final : public ValueSet, public std::enable_shared_from_this<Predicate> {
 public:
    Predicate(std::string text, std::function<bool(const Value&)> holds)
        : text_(std::move(text)), holds_(std::move(holds)) {}
    std::optional<std::uint64_t> count() const override { return std::nullopt; }
    Value at(std::uint64_t) const override { return {}; }
    bool contains(const Value& value) const override { return !value.is_none() && holds_(value); }
    bool agrees(const Field& field, const Value& internal) const override {
        return contains(human(field, internal));
    }
    std::string represent() const override { return text_; }
    SharedSet map(const std::function<Value(const Value&)>&) const override { return shared_from_this(); }

 private:
    std::string text_;
    std::function<bool(const Value&)> holds_;
};

class Capture final : public ValueSet {
 public:
    Capture(std::shared_ptr<Captured> place, Value inner)
        : place_(std::move(place)), inner_(std::move(inner)) {}
    const std::shared_ptr<Captured>& place() const { return place_; }
    std::optional<std::uint64_t> count() const override {
        return inner_.set() != nullptr ? inner_.set()->count() : 1;
    }
    Value at(std::uint64_t index) const override {
        return inner_.set() != nullptr ? inner_.set()->at(index) : inner_;
    }
    bool contains(const Value& value) const override {
        return inner_.set() != nullptr ? inner_.set()->contains(value) : inner_ == value;
    }
    bool agrees(const Field& field, const Value& internal) const override {
        const bool holds =
            inner_.set() != nullptr ? inner_.set()->agrees(field, internal) : inner_ == internal;
        if (holds) place_->value = human(field, internal);
        return holds;
    }
    std::string represent() const override {
        return place_->name +
               " := " + (inner_.set() != nullptr ? inner_.set()->represent() : pkttest::represent(inner_));
    }
    SharedSet map(const std::function<Value(const Value&)>& convert) const override {
        return capture_of(place_,
                          inner_.set() != nullptr ? Value(inner_.set()->map(convert)) : convert(inner_));
    }

 private:
    std::shared_ptr<Captured> place_;
    Value inner_;
};

class Recalled final : public ValueSet, public std::enable_shared_from_this<Recalled> {
 public:
    explicit Recalled(std::shared_ptr<Captured> place) : place_(std::move(place)) {}
    std::optional<std::uint64_t> count() const override { return std::nullopt; }
    Value at(std::uint64_t) const override { return place_->value.value_or(Value()); }
    bool contains(const Value& value) const override { return place_->value && *place_->value == value; }
    bool agrees(const Field& field, const Value& internal) const override {
        return contains(human(field, internal));
    }
    std::string represent() const override {
        return place_->value ? pkttest::represent(*place_->value) : place_->name;
    }
    SharedSet map(const std::function<Value(const Value&)>&) const override { return shared_from_this(); }

 private:
    std::shared_ptr<Captured> place_;
};

}  // namespace

SharedSet predicate_of(std::string text, std::function<bool(const Value&)> holds) {
    return std::make_shared<Predicate>(std::move(text), std::move(holds));
}

SharedSet capture_of(std::shared_ptr<Captured> place, Value inner) {
    return std::make_shared<Capture>(std::move(place), std::move(inner));
}

SharedSet captured_in(std::shared_ptr<Captured> place) {
    return std::make_shared<Recalled>(std::move(place));
}

const std::shared_ptr<Captured>* capture_in(const ValueSet& set) {
    const auto* capture = dynamic_cast<const Capture*>(&set);
    return capture != nullptr ? &capture->place() : nullptr;
}

}  // namespace pkttest
