// Environment: looking names up, copying what may change.
#include "framework/language/evaluate/environment.h"

#include <algorithm>
#include <stdexcept>

#include "framework/language/values/objects.h"

namespace pkttest::language {

List Services::read_capture(const std::string&, std::optional<std::size_t>) {
    throw std::runtime_error("captures cannot be read here");
}

void Services::write_capture(const std::string&, const std::vector<Packet>&, const CaptureOptions&) {
    throw std::runtime_error("captures cannot be written here");
}

bool Services::write(std::string_view text, std::string_view end) {
    if (captured_.empty()) return print(text);
    if (captured_.back().size() + text.size() <= most_octets) captured_.back().append(text).append(end);
    return true;
}

std::string Services::end_capture() {
    if (captured_.empty()) return {};
    std::string out = std::move(captured_.back());
    captured_.pop_back();
    return out;
}

void Environment::set(std::string_view name, Value value) {
    if (outer_ != nullptr && std::find(globals_.begin(), globals_.end(), name) != globals_.end()) {
        Environment* outermost = outer_;
        while (outermost->outer_ != nullptr) outermost = outermost->outer_;
        return outermost->set(name, std::move(value));
    }
    if (!closures_.empty()) tell_closures(name, value);
    for (Variable& variable : variables_) {
        if (variable.name != name) continue;
        variable.value = std::move(value);
        return;
    }
    variables_.push_back({std::string(name), std::move(value)});
}

void Environment::tell_closures(std::string_view name, const Value& value) {
    // A function that holds itself would never be freed; it has itself from its making.
    if (object_as<Function>(value) != nullptr) return;
    std::erase_if(closures_, [](const auto& closure) { return closure.expired(); });
    for (const auto& closure : closures_) {
        auto& captured = closure.lock()->captured;
        const auto is_it = [&](const auto& each) { return each.first == name; };
        const auto found = std::find_if(captured.begin(), captured.end(), is_it);
        if (found == captured.end())
            captured.emplace_back(std::string(name), value);
        else if (std::find_if(found + 1, captured.end(), is_it) == captured.end())
            found->second = value;
    }
}

bool Environment::remove(std::string_view name) {
    return std::erase_if(variables_, [&](const Variable& each) { return each.name == name; }) > 0;
}

const Value* Environment::find_own(std::string_view name) const {
    for (const Variable& variable : variables_)
        if (variable.name == name) return &variable.value;
    return nullptr;
}

const Value* Environment::find_packet_field(std::string_view name) {
    if (layer_ != nullptr) return find_layer_field(name);
    if (packet_.packet == nullptr) return nullptr;
    for (std::size_t i = packet_.index; i < packet_.packet->size(); ++i) {
        const Layer layer = (*packet_.packet)[i];
        const Field* field = find_field(layer.protocol(), name);
        if (field == nullptr) continue;
        field_ = layer.get(*field);
        return &field_;
    }
    return nullptr;
}

const Value* Environment::find_layer_field(std::string_view name) {
    if (const Field* field = pkttest::find_field(layer_->protocol(), name))
        field_ = layer_->get(*field);
    else if (name == "p")
        field_ = Value(LayerReference{std::make_shared<Packet>(Packet::of(*layer_)), layer_->index()});
    else
        return nullptr;
    return &field_;
}

namespace {

Value copy_of(const Value& value, Environment& home);

List copies_of(const List& items, Environment& home) {
    List out;
    out.reserve(items.size());
    for (const Value& item : items) out.push_back(copy_of(item, home));
    return out;
}

bool may_change(const Value& value) {
    return value.items() != nullptr || value.as<std::shared_ptr<Dictionary>>() != nullptr ||
           value.is_packet() || value.as<std::shared_ptr<Object>>() != nullptr;
}

Value copy_of(const Value& value, Environment& home) {
    if (!may_change(value)) return value;
    if (value.is_tuple()) return Value::tuple(copies_of(*value.items(), home));
    if (value.is_list()) return Value(copies_of(*value.items(), home));
    if (const auto* dictionary = value.as<std::shared_ptr<Dictionary>>()) {
        auto out = std::make_shared<Dictionary>();
        for (const auto& [key, item] : **dictionary) out->emplace_back(key, copy_of(item, home));
        return Value(std::move(out));
    }
    if (const auto* layer = value.as<LayerReference>())
        return Value(LayerReference{std::make_shared<Packet>(*layer->packet), layer->index});
    if (const auto* function = object_as<Function>(value))
        return Value(std::shared_ptr<Object>(function->moved_to(home)));
    if (const auto* set = to_unique(value)) {
        auto out = std::make_shared<UniqueValues>();
        for (const Value& item : set->items()) out->add(item);
        return Value(std::shared_ptr<Object>(std::move(out)));
    }
    if (const auto* method = object_as<BuiltinObject>(value); method != nullptr && method->is_method)
        return Value(std::shared_ptr<Object>(
            std::make_shared<BuiltinObject>(method->builtin, copy_of(method->owner, home))));
    return value;
}

}  // namespace

const Value* Environment::adopt(std::string_view name) {
    for (const Environment* from = origin_; from != nullptr;
         from = from->outer_ != nullptr ? from->outer_ : from->origin_) {
        const Value* found = from->find_own(name);
        if (found == nullptr) continue;
        if (!may_change(*found)) return found;
        variables_.push_back({std::string(name), copy_of(*found, *this)});
        return &variables_.back().value;
    }
    return nullptr;
}

const Value* Environment::find(std::string_view name) {
    for (Environment* at = this; at != nullptr; at = at->outer_) {
        if (const Value* field = at->find_packet_field(name)) return field;
        if (const Value* own = at->find_own(name)) return own;
        if (at->origin_ != nullptr) return at->adopt(name);
    }
    return nullptr;
}

std::vector<std::string_view> Environment::names() const {
    std::vector<std::string_view> out;
    for (const Environment* at = this; at != nullptr; at = at->outer_ != nullptr ? at->outer_ : at->origin_)
        for (const Variable& variable : at->variables_)
            if (std::find(out.begin(), out.end(), variable.name) == out.end()) out.push_back(variable.name);
    return out;
}

Services& Environment::services() const {
    static Services none;
    for (const Environment* at = this; at != nullptr; at = at->outer_ != nullptr ? at->outer_ : at->origin_)
        if (at->services_ != nullptr) return *at->services_;
    return none;
}

}  // namespace pkttest::language
