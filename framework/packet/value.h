// Value: what a field holds and what an expression yields. One small sum type for the library and the
// language.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace pkttest {

/// Integers of fields and expressions. Wide enough for every 64-bit field, signed or not, and as bits for
/// IPv6.
__extension__ typedef __int128 Integer;
__extension__ typedef unsigned __int128 UnsignedInteger;

class Value;
class ValueSet;
class Packet;
struct Protocol;
struct Field;

using List = std::vector<Value>;
using Dictionary = std::vector<std::pair<Value, Value>>;  ///< In order of insertion, as in Python.

/// Octets, as opposed to text.
struct Bytes {
    std::string octets;
    bool operator==(const Bytes&) const = default;
};

/// A layer of a packet that several values may share: `p[IP]`. Index 0 is the whole packet.
struct LayerReference {
    std::shared_ptr<Packet> packet;
    std::size_t index = 0;
};

/// The value of a flags field: a number that knows its names, so that it equals "SA" as well as 18.
struct Flags {
    std::uint64_t bits = 0;
    const Field* field = nullptr;
};

/// What only the language knows: functions, modules, packet lists. Shared, compared by identity.
class Object {
 public:
    virtual ~Object() = default;
    virtual std::string_view kind() const = 0;  ///< "function", "packet list": for messages.
    virtual std::string represent() const = 0;  ///< As Python's repr().
    virtual bool equals(const Object& other) const { return this == &other; }
    /// The nearest real number, where the object stands for a number.
    virtual std::optional<double> real() const { return std::nullopt; }
};

class Value {
 public:
    struct Tuple {
        std::shared_ptr<List> items;
    };
    using Storage = std::variant<std::monostate, bool, Integer, double, std::string, Bytes, Flags,
                                 std::shared_ptr<List>, Tuple, std::shared_ptr<Dictionary>, LayerReference,
                                 const Protocol*, std::shared_ptr<const ValueSet>, std::shared_ptr<Object>>;

    Value() : storage_() {}  ///< None.
    // Numbers, which most values are, need no look at what else there might be.
    Value(const Value& other)
        : storage_(other.storage_.index() == 2 ? Storage(*std::get_if<Integer>(&other.storage_))
                                               : Storage(other.storage_)) {}
    Value(Value&& other) noexcept
        : storage_(other.storage_.index() == 2 ? Storage(*std::get_if<Integer>(&other.storage_))
                                               : Storage(std::move(other.storage_))) {}
    Value& operator=(const Value& other) {
        storage_ = other.storage_;
        return *this;
    }
    Value& operator=(Value&& other) noexcept {
        storage_ = std::move(other.storage_);
        return *this;
    }
    ~Value() {
        if (!is_plain()) std::destroy_at(&storage_);
    }
    Value(bool b) : storage_(b) {}
    Value(Integer i) : storage_(i) {}
    Value(int i) : storage_(static_cast<Integer>(i)) {}
    Value(unsigned i) : storage_(static_cast<Integer>(i)) {}
    Value(long i) : storage_(static_cast<Integer>(i)) {}
    Value(unsigned long i) : storage_(static_cast<Integer>(i)) {}
    Value(double d) : storage_(d) {}
    Value(std::string text) : storage_(std::move(text)) {}
    Value(std::string_view text) : storage_(std::string(text)) {}
    Value(const char* text) : storage_(std::string(text)) {}
    Value(Bytes bytes) : storage_(std::move(bytes)) {}
    Value(Flags flags) : storage_(flags) {}
    Value(List list) : storage_(std::make_shared<List>(std::move(list))) {}
    Value(std::shared_ptr<List> list) : storage_(std::move(list)) {}
    Value(Tuple tuple) : storage_(std::move(tuple)) {}
    Value(std::shared_ptr<Dictionary> dictionary) : storage_(std::move(dictionary)) {}
    Value(LayerReference layer) : storage_(std::move(layer)) {}
    Value(const Protocol* protocol) : storage_(protocol) {}
    Value(Packet packet);  ///< Shares a new copy.
    Value(std::shared_ptr<const ValueSet> set) : storage_(std::move(set)) {}
    Value(std::shared_ptr<Object> object) : storage_(std::move(object)) {}
    static Value tuple(List items);

    template <class T>
    const T* as() const {
        return std::get_if<T>(&storage_);
    }
    bool is_none() const { return storage_.index() == 0; }
    /// None, a truth or a number.
    bool is_plain() const { return storage_.index() <= last_plain; }
    bool is_text() const { return as<std::string>() != nullptr; }
    bool is_list() const { return as<std::shared_ptr<List>>() != nullptr; }
    bool is_tuple() const { return as<Tuple>() != nullptr; }
    bool is_packet() const { return as<LayerReference>() != nullptr; }

    /// The number in an Integer, a bool or Flags; false where it is none of these.
    bool to_integer(Integer& out) const;
    /// The nearest real number to any number; false where it is none.
    bool to_real(double& out) const;
    /// The octets of bytes, or of text as UTF-8; nullptr otherwise.
    const std::string* octets() const;
    /// The items of a list or a tuple; nullptr otherwise.
    const List* items() const;
    const ValueSet* set() const;

    /// "integer", "text", "list" …: what a message calls it.
    std::string_view kind() const;

    const Storage& storage() const { return storage_; }

 private:
    /// Nothing has to be done when those up to this one go.
    static constexpr std::size_t last_plain = 3;
    static_assert(std::is_same_v<std::variant_alternative_t<last_plain, Storage>, double> &&
                  std::is_same_v<std::variant_alternative_t<2, Storage>, Integer>);
    union {
        Storage storage_;
    };
};

/// Python's ==, but that bytes equal text of the same octets, and flags equal their names.
bool operator==(const Value& a, const Value& b);

/// Python's repr(): 5, 'text', b'\x00', [1, 2].
std::string represent(const Value& value);
std::string represent(Integer value);
/// A quoted Python literal of octets (b'…') or text ('…').
std::string represent_octets(std::string_view octets);
std::string represent_text(std::string_view text);

}  // namespace pkttest
