// What messages of Skinny (Cisco's SCCP) hold. A crafted one says its number and its length in the head; what
// is received behind a head stays octets until it is read as one of these.
#include "framework/packet/layer.h"
#include "protocols/checked.h"
#include "protocols/random_defaults.h"
#include "protocols/shown_text.h"

namespace pkttest::protocols {

static constexpr Field little(std::string_view name, Default initial = 0) {
    return bits(name, 32, initial, {.little_endian = true});
}
static constexpr Field named(std::string_view name, int initial, std::span<const Name> names) {
    return enumeration(name, 32, initial, names, {.little_endian = true});
}
template <int size>
static constexpr Field text(std::string_view name, std::string_view initial = "") {
    return octets(name, initial, {.extent = fixed(size)});
}
static std::string_view milliseconds(const Layer&, std::uint64_t number) {
    return shown(std::to_string(number) + " ms/pkt");
}
static std::string_view frames(const Layer&, std::uint64_t number) {
    return shown(std::to_string(number) + " frames/pkt");
}
static constexpr Field instance = little("instance", 1), call = little("callid"),
                       conference = little("conference"), pass_through = little("passthru"),
                       remote = ipv4("remote", "0.0.0.0"),
                       port = bits("port", 32, {.little_endian = true, .start = &any_16_bits}),
                       rate = bits("rate", 32, 20, {.little_endian = true, .name_by = milliseconds}),
                       precedence = little("precedence", 200), unknown1 = little("unknown1"),
                       unknown2 = little("unknown2"), unknown3 = little("unknown3");

static constexpr Name states[] = {{1, "Off Hook"}, {2, "On Hook"}, {3, "Ring out"}, {12, "Proceeding"}};
static constexpr Name rings[] = {{1, "Ring off"}};
static constexpr Name tones[] = {
    {33, "Inside dial tone"}, {34, "xxx"}, {35, "xxx"}, {36, "Alerting tone"}, {37, "Reorder Tone"}};
static constexpr Name speakers[] = {{1, "Speaker on"}, {2, "Speaker off"}};
static constexpr Name stimuli[] = {{9, "Line"}};
static constexpr Name lamps[] = {{1, "Off (?)"}, {2, "On"}};
static constexpr Name codecs[] = {{0, "xxx"}, {1, "xxx"}, {2, "xxx"}, {3, "xxx"}, {4, "G711 ulaw 64k"}};
static constexpr Name echoes[] = {{0, "echo cancellation off"}, {1, "echo cancellation on"}};
static constexpr Name results[] = {{0, "ok"}, {1, "ko"}};
static constexpr Name silences[] = {{0, "silence suppression off"}, {1, "silence suppression on"}};
static constexpr Name restrictions[] = {{0x01, "CallerName"},
                                        {0x02, "CallerNumber"},
                                        {0x04, "CalledName"},
                                        {0x08, "CalledNumber"},
                                        {0x10, "OriginalCalledName"},
                                        {0x20, "OriginalCalledNumber"},
                                        {0x40, "LastRedirectName"},
                                        {0x80, "LastRedirectNumber"},
                                        {0x100, "Bit8"},
                                        {0x200, "Bit9"},
                                        {0x400, "Bit10"},
                                        {0x800, "Bit11"},
                                        {0x1000, "Bit12"},
                                        {0x2000, "Bit13"},
                                        {0x4000, "Bit14"}};
static constexpr Field codec = named("codec", 4, codecs), silence = named("silence", 0, silences);

template <unsigned number>
static constexpr Carrier in_head[] = {{"Skinny", "msg", number, down}};
static constexpr Protocol message(std::string_view name, std::string_view title,
                                  std::span<const Carrier> carriers, std::span<const Field> of_it = {}) {
    return checked({.name = name, .title = title, .fields = of_it, .carried_by = carriers});
}
extern constexpr Protocol skinny_generic = message("SkinnyMessageGeneric", "Generic message", {});
extern constexpr Protocol skinny_keep_alive = message("SkinnyMessageKeepAlive", "keep alive", in_head<0>);
extern constexpr Protocol skinny_keep_alive_ack =
    message("SkinnyMessageKeepAliveAck", "keep alive ack", in_head<256>);
static constexpr Field off_hook_fields[] = {unknown1, unknown2};
extern constexpr Protocol skinny_off_hook =
    message("SkinnyMessageOffHook", "Off Hook", in_head<6>, off_hook_fields);
extern constexpr Protocol skinny_on_hook =
    message("SkinnyMessageOnHook", "On Hook", in_head<7>, off_hook_fields);
static constexpr Field call_state_fields[] = {named("state", 1, states), instance, call,
                                              little("unknown1", 4),     unknown2, unknown3};
extern constexpr Protocol skinny_call_state =
    message("SkinnyMessageCallState", "Skinny Call state message", in_head<273>, call_state_fields);
static constexpr Field soft_key_event_fields[] = {little("key"), instance, call};
extern constexpr Protocol skinny_soft_key_event =
    message("SkinnyMessageSoftKeyEvent", "Soft Key Event", in_head<38>, soft_key_event_fields);
static constexpr Field set_ringer_fields[] = {named("ring", 1, rings), unknown1, unknown2, unknown3};
extern constexpr Protocol skinny_set_ringer =
    message("SkinnyMessageSetRinger", "Ring message", in_head<133>, set_ringer_fields);
static constexpr Field start_tone_fields[] = {named("tone", 33, tones), unknown1, instance, call};
extern constexpr Protocol skinny_start_tone =
    message("SkinnyMessageStartTone", "Start tone", in_head<130>, start_tone_fields);
static constexpr Field stop_tone_fields[] = {instance, call};
extern constexpr Protocol skinny_stop_tone =
    message("SkinnyMessageStopTone", "stop tone", in_head<131>, stop_tone_fields);
static constexpr Field speaker_mode_fields[] = {named("ring", 1, speakers)};
extern constexpr Protocol skinny_speaker_mode =
    message("SkinnyMessageSpeakerMode", "Speaker mode", in_head<136>, speaker_mode_fields);
static constexpr Field set_lamp_fields[] = {named("stimulus", 5, stimuli), instance, named("mode", 2, lamps)};
extern constexpr Protocol skinny_set_lamp =
    message("SkinnyMessageSetLamp", "Lamp message (light of the phone)", in_head<134>, set_lamp_fields);
static constexpr Field station_select_soft_keys_message_fields[] = {instance, call, little("set"),
                                                                    little("map", 0xffff)};
extern constexpr Protocol skinny_station_select_soft_keys_message =
    message("SkinnyMessageStationSelectSoftKeysMessage", "Station Select Soft Keys Message", in_head<272>,
            station_select_soft_keys_message_fields);
static constexpr Field prompt_status_fields[] = {little("timeout"), text<32>("text"), instance, call};
extern constexpr Protocol skinny_prompt_status =
    message("SkinnyMessagePromptStatus", "Prompt status", in_head<274>, prompt_status_fields);
static constexpr Field call_plane_fields[] = {instance};
extern constexpr Protocol skinny_call_plane = message(
    "SkinnyMessageCallPlane", "Activate/Deactivate Call Plane Message", in_head<279>, call_plane_fields);
static constexpr Field time_date_fields[] = {text<32>("settime"), little("timestamp")};
extern constexpr Protocol skinny_time_date =
    message("SkinnyMessageTimeDate", "Setting date and time", in_head<148>, time_date_fields);
extern constexpr Protocol skinny_clear_prompt_status =
    message("SkinnyMessageClearPromptStatus", "clear prompt status", in_head<275>, stop_tone_fields);
extern constexpr Protocol skinny_keypad_button =
    message("SkinnyMessageKeypadButton", "keypad button", in_head<3>, soft_key_event_fields);
static constexpr Field dialed_number_fields[] = {text<24>("number", "1337"), instance, call};
extern constexpr Protocol skinny_dialed_number =
    message("SkinnyMessageDialedNumber", "dialed number", in_head<285>, dialed_number_fields);
static constexpr Field call_info_fields[] = {text<40>("callername", "Jean Valjean"),
                                             text<24>("callernum", "1337"),
                                             text<40>("calledname", "Causette"),
                                             text<24>("callednum", "1034"),
                                             little("lineinstance", 1),
                                             call,
                                             text<40>("originalcalledname", "Causette"),
                                             text<24>("originalcallednum", "1034"),
                                             text<40>("lastredirectingname", "Causette"),
                                             text<24>("lastredirectingnum", "1034"),
                                             little("originalredirectreason"),
                                             little("lastredirectreason"),
                                             text<24>("voicemailboxG"),
                                             text<24>("voicemailboxD"),
                                             text<24>("originalvoicemailboxD"),
                                             text<24>("lastvoicemailboxD"),
                                             little("security"),
                                             flags("restriction", 16, 0, restrictions),
                                             little("unknown")};
extern constexpr Protocol skinny_call_info =
    message("SkinnyMessageCallInfo", "call information", in_head<143>, call_info_fields);
static constexpr Field open_receive_channel_fields[] = {
    conference, pass_through, rate, codec, named("echo", 0, echoes), unknown1, call};
extern constexpr Protocol skinny_open_receive_channel = message(
    "SkinnyMessageOpenReceiveChannel", "open receive channel", in_head<261>, open_receive_channel_fields);
static constexpr Field open_receive_channel_ack_fields[] = {named("status", 0, results), remote, port,
                                                            pass_through, call};
extern constexpr Protocol skinny_open_receive_channel_ack =
    message("SkinnyMessageOpenReceiveChannelAck", "acknowledged receive channel", in_head<34>,
            open_receive_channel_ack_fields);
static constexpr Field start_media_transmission_fields[] = {
    conference, pass_through, remote,
    port,       rate,         codec,
    precedence, silence,      bits("maxframes", 32, 0, {.little_endian = true, .name_by = frames}),
    unknown1,   call};
extern constexpr Protocol skinny_start_media_transmission =
    message("SkinnyMessageStartMediaTransmission", "start multimedia transmission", in_head<138>,
            start_media_transmission_fields);
static constexpr Field close_receive_channel_fields[] = {conference, pass_through, remote,  port, rate,
                                                         codec,      precedence,   silence, call};
extern constexpr Protocol skinny_close_receive_channel = message(
    "SkinnyMessageCloseReceiveChannel", "close receive channel", in_head<262>, close_receive_channel_fields);
static constexpr Field stop_multi_media_transmission_fields[] = {conference, pass_through, call};
extern constexpr Protocol skinny_stop_multi_media_transmission =
    message("SkinnyMessageStopMultiMediaTransmission", "stop multimedia transmission", in_head<307>,
            stop_multi_media_transmission_fields);

}  // namespace pkttest::protocols
