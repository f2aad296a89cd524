// Typed: making layers of values, finding them by name.
#include "framework/packet/typed.h"

#include <fmt/format.h>

namespace pkttest {

Value Written::value() const {
    if (const auto* given = number()) return *given;
    if (const auto* given = text()) return *given;
    const auto* given = std::get_if<Value>(&what_);
    return given != nullptr ? *given : Value();
}

TypedLayer::TypedLayer(const Protocol& protocol, std::initializer_list<const Written*> fields)
    : Packet(protocol) {
    const Field* here = protocol.fields.data();
    for (const Written* written : fields) {
        const Field& field = *here++;
        if (written->is_default()) continue;
        Integer parsed = 0;
        if (const auto* number = written->number();
            number != nullptr && field.shape == &integer_shape && fits_width(field, *number))
            set_internal(0, field, *number);
        else if (const auto* text = written->text();
                 text != nullptr && field.shape->parse != nullptr && field.shape->parse(field, *text, parsed))
            set_internal(0, field, parsed);
        else if (const auto problem = set(0, field, written->value()))
            throw std::invalid_argument(problem->message);
    }
}

std::size_t layer_of(const Packet& packet, std::string_view protocol) {
    for (std::size_t i = 0; i < packet.size(); ++i)
        if (packet[i].protocol().name == protocol) return i;
    throw std::out_of_range(fmt::format("the packet {} has no layer {}", summary(packet), protocol));
}

}  // namespace pkttest
