// Views: sequences of Python that are no lists: range(), what goes over others once (map, zip …), and the
// keys, values and items of a dictionary. Campaigns of UTscapy see them; those of pkttest have lists.
#pragma once

#include "framework/language/values/objects.h"

namespace pkttest::language {

/// The numbers from one to before another.
class Range final : public ScriptObject {
 public:
    Range(Integer first, Integer last, Integer step, List numbers)
        : first_(first), last_(last), step_(step), numbers_(std::move(numbers)) {}
    std::string_view kind() const override { return "range"; }
    std::string represent() const override;
    bool equals(const Object& other) const override;
    std::optional<Value> attribute(std::string_view name) const override;
    std::optional<std::size_t> length() const override { return numbers_.size(); }
    std::optional<Value> item(const Value& key, Span where) const override;
    std::optional<List> take_items() override { return numbers_; }

 private:
    Integer first_, last_, step_;
    List numbers_;
};

/// A dictionary's keys, values or items, as it has them when they are asked for.
class DictionaryView final : public ScriptObject {
 public:
    enum class Part : std::uint8_t { keys, values, items };
    DictionaryView(std::shared_ptr<Dictionary> of, Part part) : of_(std::move(of)), part_(part) {}
    std::string_view kind() const override { return "view of a dictionary"; }
    std::string represent() const override;
    bool equals(const Object& other) const override;
    std::optional<std::size_t> length() const override { return of_->size(); }
    std::optional<List> take_items() override { return items(); }
    /// Keys and items meet sets as sets.
    std::optional<Value> operate(Operator op, const Value& other, bool reflected, Span where) const override;

 private:
    List items() const;

    std::shared_ptr<Dictionary> of_;
    Part part_;
};

/// What can be gone through, as the rules that hold want it: an iterator of this name, or a list.
Value once_through(std::string_view name, List items);
Value view_of(const std::shared_ptr<Dictionary>& of, DictionaryView::Part part);

}  // namespace pkttest::language
