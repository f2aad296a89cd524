// HomePlug AV messages that read and write a device's modules and its configuration block (the vendor's
// open-plc-utils). Numbers are little-endian.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr Field number(std::string_view name, std::uint16_t width, int initial = 0,
                              const When& when = {}) {
    return bits(name, width, initial, {.when = when, .little_endian = true});
}
template <unsigned type>
static constexpr Carrier of_type[] = {{"HomePlugAV", "HPtype", type}};
template <unsigned type>
static constexpr Protocol message(std::string_view name, std::span<const Field> fields) {
    return checked({.name = name, .title = name, .fields = fields, .carried_by = of_type<type>});
}

// ---- operations on a module ---------------------------------------------------------------------------

static constexpr Name operations[] = {{0x00, "Read"}, {0x11, "Write"}};
static constexpr When reads = equals("operation", 0x00), writes = equals("operation", 0x11);

/// The operation's octets from itself on: what stands before it is told apart by `before`.
template <std::size_t before>
static Integer operation_octets(const Layer& layer) {
    return static_cast<Integer>(layer.header().size() - before);
}
static constexpr Field operation = enumeration("operation", 16, 0, operations, {.little_endian = true}),
                       session = number("SessionID", 32, 0, writes),
                       index = bits("ModuleIDX", 8, 0, {.when = writes, .hex = true}),
                       module = number("ModuleID", 16, 0x7002), part = number("ModuleSubID", 16);
static constexpr Field data(const When& when, std::string_view count) {
    return octets("ModuleData", std::string_view("\0", 1), {.when = when, .extent = octets_from(count)});
}
static constexpr Field count(std::string_view name, const When& when) {
    return bits(name, 16, {.when = when, .length_of = {"ModuleData"}, .little_endian = true});
}
static constexpr Field request[] = {
    bits("reserved", 32, {.hex = true}),
    bits("NumOpData", 8, 1, {.hex = true}),
    operation,
    bits("OPDataLength", 16, {.compute = operation_octets<5>, .little_endian = true}),
    bits("reserved_1", 32, {.hex = true}),
    session,
    index,
    module,
    part,
    number("ReadDataLen", 16, 0x578, reads),
    number("ReadOffset", 32, 0, reads),
    count("WriteDataLen", writes),
    number("WriteOffset", 32, 0, writes),
    data(writes, "WriteDataLen")};
extern constexpr Protocol homeplug_operation = message<0xa0b0>("ModuleOperationRequest", request);

static constexpr Field confirmation[] = {
    number("Status", 16),
    number("ErrorCode", 16),
    bits("reserved", 32, {.hex = true}),
    bits("NumOpData", 8, 1, {.hex = true}),
    operation,
    bits("OPDataLength", 16, {.compute = operation_octets<9>, .little_endian = true}),
    bits("reserved_1", 32, {.hex = true}),
    session,
    index,
    module,
    part,
    count("ReadDataLen", reads),
    number("ReadOffset", 32, 0, reads),
    data(reads, "ReadDataLen"),
    number("WriteDataLen", 16, 0, writes),
    number("WriteOffset", 32, 0, writes)};
extern constexpr Protocol homeplug_operation_done =
    message<0xa0b1>("ModuleOperationConfirmation", confirmation);

// ---- the configuration block --------------------------------------------------------------------------

static constexpr Name images[] = {{0, "Generic Image"},
                                  {1, "Synopsis configuration"},
                                  {2, "Denali configuration"},
                                  {3, "Denali applet"},
                                  {4, "Runtime firmware"},
                                  {5, "OAS client"},
                                  {6, "Custom image"},
                                  {7, "Memory control applet"},
                                  {8, "Power management applet"},
                                  {9, "OAS client IP stack"},
                                  {10, "OAS client TR069"},
                                  {11, "SoftLoader"},
                                  {12, "Flash layout"},
                                  {13, "Unknown"},
                                  {14, "Chain manifest"},
                                  {15, "Runtime parameters"},
                                  {16, "Custom module in scratch"},
                                  {17, "Custom module update applet"}};
static constexpr Field block[] = {number("HeaderVersionNum", 32),
                                  number("ImgAddrNVM", 32),
                                  number("ImgAddrSDRAM", 32),
                                  number("ImgLength", 32),
                                  number("ImgCheckSum", 32),
                                  number("EntryPoint", 32),
                                  bits("HeaderMinVersion", 8, {.hex = true}),
                                  enumeration("HeaderImgType", 8, 0, images),
                                  bits("HeaderIgnoreMask", 16, {.hex = true}),
                                  number("HeaderModuleID", 32),
                                  number("HeaderModuleSubID", 32),
                                  number("AddrNextHeaderNVM", 32),
                                  number("HeaderChecksum", 32),
                                  number("SDRAMsize", 32),
                                  number("SDRAMConfRegister", 32),
                                  number("SDRAMTimingRegister_0", 32),
                                  number("SDRAMTimingRegister_1", 32),
                                  number("SDRAMControlRegister", 32),
                                  number("SDRAMRefreshRegister", 32),
                                  number("MACClockRegister", 32),
                                  number("reserved_1", 32)};
extern constexpr Protocol homeplug_block =
    checked({.name = "ConfBlock", .title = "ConfBlock", .fields = block, .payload_size = no_payload});

static constexpr Name outcomes[] = {{0, "Success"}};
static constexpr Field block_read[] = {
    enumeration("Status", 8, 0, outcomes), bits("BlockLen", 8, {.length_of = {"ConfigurationBlock"}}),
    layers("ConfigurationBlock", "ConfBlock", {.extent = octets_from("BlockLen")})};
extern constexpr Protocol homeplug_block_read = message<0xa059>("ReadConfBlockConfirmation", block_read);

}  // namespace pkttest::protocols
