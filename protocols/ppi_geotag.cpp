// Where a frame was captured: PPI-GEOLOCATION 1.3 (position, direction, sensors, antenna), and the fields of
// 802.11 that PPI has itself (CACE Technologies, PPI header format 1.0.7, 4.1.2).
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "framework/packet/value_set.h"
#include "protocols/checked.h"
#include "protocols/computed.h"
#include "protocols/derived.h"
#include "protocols/shown_text.h"

namespace pkttest::protocols {

// ---- numbers in steps from a lowest one (GEOLOCATION 1.3, appendix A) -----------------------------------

struct Steps {
    double in_one;  ///< Steps in one of the user's unit.
    double lowest;  ///< What 0 stands for.
};
static constexpr Steps degrees{1e7, -180}, metres{1e4, -180'000}, plain{1e6, 0}, nanoseconds{1e9, 0};

static Value in_units(const Field& field, const Value& internal) {
    const auto& steps = *static_cast<const Steps*>(field.user);
    Integer count = 0;
    if (!internal.to_integer(count)) return internal;
    return Value((static_cast<double>(count) + steps.lowest * steps.in_one) / steps.in_one);
}
static std::optional<Problem> in_steps(const Field& field, const Value& in, Value& internal) {
    const auto& steps = *static_cast<const Steps*>(field.user);
    const double* real = in.as<double>();
    Integer whole = 0;
    if (real == nullptr && !in.to_integer(whole))
        return Problem{fmt::format("{} takes a number, not {} {}", field.name, in.kind(), represent(in))};
    const double number = real != nullptr ? *real : static_cast<double>(whole);
    const double count = std::round((number - steps.lowest) * steps.in_one);
    if (!(count >= 0 && count <= 0xffffffff))
        return Problem{fmt::format("{} reaches from {} to {:.10g}, {} does not fit", field.name, steps.lowest,
                                   steps.lowest + 0xffffffff / steps.in_one, number)};
    internal = Value(static_cast<Integer>(count));
    return std::nullopt;
}
static constexpr Shape steps_shape = based_on<integer_shape>({
    .name = "number of steps",
    .normalize = in_steps,
    .human = in_units,
    .represent = [](const Field& f, const Value& v) { return represent(in_units(f, v)); },
});

// ---- fields that `present` announces ----------------------------------------------------------------------

/// In a layer that is being made: that somebody told the field, unless `present` itself was told.
template <unsigned bit>
static bool is_present(const Layer& layer) {
    const Value present = layer.is_crafted() ? layer.get("present") : Value(layer.integer("present"));
    Integer bits = 0;
    if (present.to_integer(bits)) return (bits >> bit & 1) != 0;
    for (const Field& field : layer.protocol().fields)
        if (field.when.by == is_present<bit>) return !layer.get(field).is_none();
    return false;
}
static std::uint64_t told_fields(const Field&, const Layer& crafted) {
    std::uint64_t out = 0;
    for (const Field& field : crafted.protocol().fields)
        if (field.when.test == When::Test::by && !crafted.get(field).is_none()) out |= field.when.value;
    return out;
}
static constexpr Derivation by_fields = {told_fields};

template <unsigned bit>
static constexpr When announced = {
    .test = When::Test::by, .value = std::uint64_t{1} << bit, .by = is_present<bit>};
template <unsigned bit>
static constexpr Extra little = {.when = announced<bit>, .little_endian = true};

template <unsigned bit>
static constexpr Field steps(std::string_view name, const Steps& unit) {
    Field field = custom(name, steps_shape, {}, little<bit>);
    field.width = 32;
    field.user = &unit;
    return field;
}
template <unsigned bit>
static constexpr Field text(std::string_view name, int octets_in) {
    return octets(name, {}, {.when = announced<bit>, .extent = fixed(octets_in)});
}
template <unsigned bit>
static constexpr Field flag_word(std::string_view name, std::span<const Name> names) {
    return flags(name, 32, {}, names, little<bit>);
}
static constexpr Field version = bits("geotag_ver", 8, 2), padding = bits("geotag_pad", 8),
                       length = bits("geotag_len", 16, {.compute = header_octets, .little_endian = true});
static constexpr Field present(std::span<const Name> names) {
    return derived("present", 32, by_fields, names, {.little_endian = true, .hex = true});
}
static constexpr Field description = text<28>("DescString", 32),
                       application =
                           bits("AppId", 32, {}, {.when = announced<29>, .little_endian = true, .hex = true}),
                       application_data = text<30>("AppData", 60);

template <unsigned type>
static constexpr Carrier of_type[] = {{"PPI_Hdr", "pfh_type", type}};
template <unsigned type>
static constexpr Protocol tag(std::string_view name, std::string_view title, std::span<const Field> fields) {
    return checked({.name = name, .title = title, .fields = fields, .carried_by = of_type<type>});
}

// ---- the headers ------------------------------------------------------------------------------------------

static constexpr Name fixes[] = {{0x01, "No Fix Available"},
                                 {0x02, "GPS"},
                                 {0x04, "Differential GPS"},
                                 {0x08, "Pulse Per Second"},
                                 {0x10, "Real Time Kinematic"},
                                 {0x20, "Float Real Time Kinematic"},
                                 {0x40, "Estimated (Dead Reckoning)"},
                                 {0x80, "Manual Input"},
                                 {0x100, "Simulation"}};
static constexpr Field position[] = {version,
                                     padding,
                                     length,
                                     present({}),
                                     flag_word<0>("GPSFlags", fixes),
                                     steps<1>("Latitude", degrees),
                                     steps<2>("Longitude", degrees),
                                     steps<3>("Altitude", metres),
                                     steps<4>("Altitude_g", metres),
                                     bits("GPSTime", 32, {}, little<5>),
                                     steps<6>("FractionalTime", nanoseconds),
                                     steps<7>("eph", plain),
                                     steps<8>("epv", plain),
                                     steps<9>("ept", nanoseconds),
                                     description,
                                     application,
                                     application_data};
extern constexpr Protocol geotag_position = tag<30002>("PPI_Geotag_GPS", "PPI GPS", position);

static constexpr Name vector_flags[] = {
    {1, "DefinesForward"}, {2, "RelativeToEarth"}, {4, "RelativeToCurrent"}};
static constexpr Name vector_kinds[] = {
    {0x01, "Antenna"},          {0x02, "Direction of Travel"},  {0x04, "Front of Vehicle"},
    {0x08, "Angle of Arrival"}, {0x10, "Transmitter Position"}, {0x100, "GPS Derived"},
    {0x200, "INS Derived"},     {0x400, "Compass Derived"},     {0x800, "Acclerometer Derived"},
    {0x1000, "Human Derived"}};
static constexpr Field direction[] = {version,
                                      padding,
                                      length,
                                      present({}),
                                      flag_word<0>("VectorFlags", vector_flags),
                                      flag_word<1>("VectorChars", vector_kinds),
                                      steps<2>("Pitch", plain),
                                      steps<3>("Roll", plain),
                                      steps<4>("Heading", plain),
                                      steps<5>("Off_X", metres),
                                      steps<6>("Off_Y", metres),
                                      steps<7>("Off_Z", metres),
                                      steps<16>("Err_Rot", plain),
                                      steps<17>("Err_Off", metres),
                                      description,
                                      application,
                                      application_data};
extern constexpr Protocol geotag_vector = tag<30003>("PPI_Geotag_Vector", "PPI Vector", direction);

static constexpr Name sensors[] = {
    {1, "Velocity"},       {2, "Acceleration"}, {3, "Jerk"},        {100, "Rotation"},    {101, "Magnetic"},
    {1000, "Temperature"}, {1001, "Barometer"}, {1002, "Humidity"}, {2000, "TDOA_Clock"}, {2001, "Phase"}};
static constexpr Field sensor[] = {version,
                                   padding,
                                   length,
                                   present({}),
                                   enumeration("SensorType", 16, {}, sensors, little<0>),
                                   bits("ScaleFactor", 8, {}, {.when = announced<1>, .is_signed = true}),
                                   steps<2>("Val_X", metres),
                                   steps<3>("Val_Y", metres),
                                   steps<4>("Val_Z", metres),
                                   steps<5>("Val_T", metres),
                                   steps<6>("Val_E", metres),
                                   description,
                                   application,
                                   application_data};
extern constexpr Protocol geotag_sensor = tag<30004>("PPI_Geotag_Sensor", "PPI Sensor", sensor);

static constexpr Name antenna_flags[] = {
    {0x02, "Horizontal Polarization"},     {0x04, "Vertical Polarization"},
    {0x08, "Circular Polarization Left"},  {0x10, "Circular Polarization Right"},
    {0x10000, "Electronically Steerable"}, {0x20000, "Mechanically Steerable"}};
static constexpr Field antenna[] = {
    version,
    padding,
    length,
    present({}),
    flag_word<0>("AntennaFlags", antenna_flags),
    bits("Gain", 8, {}, {.when = announced<1>}),
    steps<2>("HorizBw", plain),
    steps<3>("VertBw", plain),
    steps<4>("PrecisionGain", plain),
    bits("BeamID", 16, {}, {.when = announced<5>, .little_endian = true, .hex = true}),
    text<26>("SerialNumber", 32),
    text<27>("ModelName", 32),
    description,
    application,
    application_data};
extern constexpr Protocol geotag_antenna = tag<30005>("PPI_Geotag_Antenna", "PPI Antenna", antenna);

static constexpr Name packet_flags[] = {{1, "FCS"}, {2, "TSFT_ms"}, {4, "FCS_Invalid"}, {8, "PHY_Error"}};
static constexpr Name channel_flags[] = {{0x10, "Turbo"},
                                         {0x20, "CCK"},
                                         {0x40, "OFDM"},
                                         {0x80, "2GHz"},
                                         {0x100, "5GHz"},
                                         {0x200, "PassiveOnly"},
                                         {0x400, "Dynamic CCK-OFDM"},
                                         {0x800, "GSFK"}};
/// Whether the timer counts milliseconds: TSFT_ms among the packet's flags, which come behind it.
static bool counts_milliseconds(const Layer& layer) {
    constexpr std::size_t flags_at = 8;
    const auto octets = layer.header();
    return layer.is_crafted() ? (layer.integer("Pkt_Flags") & 2) != 0
                              : octets.size() > flags_at && (octets[flags_at] & 2) != 0;
}
static constexpr Scale microseconds{1e-6}, milliseconds{1e-3};
static constexpr Extra low_first{.little_endian = true};
static constexpr Field in_microseconds = scaled("TSF_Timer", 64, microseconds, low_first),
                       in_milliseconds = scaled("TSF_Timer", 64, milliseconds, low_first);
static constexpr Case timers[] = {{when(counts_milliseconds), &in_milliseconds}, {{}, &in_microseconds}};
static constexpr Field common[] = {
    one_of("TSF_Timer", timers),
    flags("Pkt_Flags", 16, 0, packet_flags, {.little_endian = true}),
    bits("Rate", 16, {.little_endian = true}),
    bits("Ch_Freq", 16, {.little_endian = true}),
    flags("Ch_Flags", 16, 0, channel_flags, {.little_endian = true}),
    bits("FHSS_Hop", 8),
    bits("FHSS_Pat", 8),
    bits("Antsignal", 8, -128, {.is_signed = true, .name_by = decibel_milliwatts}),
    bits("Antnoise", 8, -128, {.is_signed = true, .name_by = decibel_milliwatts})};
extern constexpr Protocol ppi_dot11_common = tag<2>("PPI_Dot11Common", "PPI 802.11-Common", common);

}  // namespace pkttest::protocols
