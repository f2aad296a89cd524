// Environment: the variables that an expression sees, innermost first. (`Scope` is the tree's word.)
//
//     Environment campaign(&services);                            // campaign's declarations are set here
//     Environment set = Environment::starting_from(campaign);     // a set's
//     Environment test = Environment::starting_from(set);         // a test's: sees copies, changes nothing
//     Environment frame = Environment::inside(test);              // a block's own names
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "framework/packet/packet.h"

namespace pkttest {
class ProtocolScope;
}

namespace pkttest::language {

class Function;

/// How wrpcap() writes a file. A name that ends in .gz is compressed, one in .pcapng (before .gz) is pcapng.
struct CaptureOptions {
    bool append = false;
    bool pcapng = false;
    bool compressed = false;
    bool microseconds = false;     ///< pcap with microseconds, for readers that know no nanoseconds.
    std::optional<int> link_type;  ///< DLT_ of libpcap; else by each packet's outermost layer.
};

/// What expressions ask of the world outside of the language; the runner provides it.
class Services {
 public:
    virtual ~Services() = default;
    /// rdpcap(): the packets of a capture, the first `count` or all, their times set. Throws std::exception
    /// with a reason for people, also where they are more than a list holds.
    virtual List read_capture(const std::string& path, std::optional<std::size_t> count = {});
    /// wrpcap(). As above.
    virtual void write_capture(const std::string& path, const std::vector<Packet>& packets,
                               const CaptureOptions& options);
    /// Where show() and print() write; false: there is no such place, show() gives its text.
    virtual bool print(std::string_view) { return false; }
    /// print(), unless the campaign captures what is printed; then `end` stands behind it.
    bool write(std::string_view text, std::string_view end = "\n");
    void begin_capture() { captured_.emplace_back(); }
    std::string end_capture();
    /// What is captured so far, inside of the innermost capture.
    std::string captured() const { return captured_.empty() ? "" : captured_.back(); }
    /// Where classes of packets and bindings go that the campaign makes; nullptr: nowhere.
    ProtocolScope* protocols = nullptr;
    /// Called now and then by loops; ends the evaluation by whatever it throws.
    virtual void check_time() {}

 private:
    std::vector<std::string> captured_;
};

/// Cheap to make. Must outlive the functions (lambdas) that were defined in it. Neither copied nor moved.
class Environment {
 public:
    explicit Environment(Services* services = nullptr) : services_(services) {}
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

    /// Begins with the variables of `origin`, which must outlive it and stays as it is: lists, dictionaries,
    /// packets and functions are copied when they are first used.
    static Environment starting_from(const Environment& origin) { return {nullptr, &origin}; }
    /// A frame inside of `outer`: names that it does not have are the outer's.
    static Environment inside(Environment& outer) { return {&outer, nullptr}; }
    /// As inside(), for a frame that is gone before the functions made in it are: those copy its variables.
    static Environment briefly_inside(Environment& outer) { return {&outer, nullptr, true}; }

    /// Sets a variable here, over what outer ones have under this name.
    void set(std::string_view name, Value value);
    /// From here on set() sets this name outermost: Python's `global`.
    void declare_global(std::string_view name) { globals_.emplace_back(name); }
    /// Forgets a variable of this frame; false where there is none.
    bool remove(std::string_view name);
    /// Whether this is the frame of a call.
    bool is_brief() const { return temporary_; }
    /// nullptr where there is none. Valid until the next set() or find().
    const Value* find(std::string_view name);
    /// In here, `name` may also be a field of this packet (clause `where`); fields stand before variables.
    void set_packet(LayerReference packet) { packet_ = std::move(packet); }
    /// In here, the names of this layer's fields stand for their values, and `p` for its packet so far.
    void set_layer(const Layer& layer) { layer_ = &layer; }
    /// All names that can be seen, innermost first.
    std::vector<std::string_view> names() const;
    Services& services() const;

 private:
    friend class Evaluator;
    struct Variable {
        std::string name;
        Value value;
    };

    Environment(Environment* outer, const Environment* origin, bool temporary = false)
        : outer_(outer), origin_(origin), temporary_(temporary) {}
    const Value* find_own(std::string_view name) const;
    const Value* find_packet_field(std::string_view name);
    const Value* find_layer_field(std::string_view name);
    /// Functions made here see what their variables are set to later on.
    void tell_closures(std::string_view name, const Value& value);
    /// A value of `origin_` (or its own origin) made ours.
    const Value* adopt(std::string_view name);

    std::vector<Variable> variables_;
    std::vector<std::string> globals_;
    std::vector<std::weak_ptr<Function>> closures_;
    Environment* outer_ = nullptr;
    const Environment* origin_ = nullptr;
    Services* services_ = nullptr;
    LayerReference packet_;
    const Layer* layer_ = nullptr;
    Value field_;  ///< The packet's field that was asked for last.
    bool temporary_ = false;
};

}  // namespace pkttest::language
