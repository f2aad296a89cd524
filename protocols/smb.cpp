// SMB: the headers of its first version ([MS-CIFS], 2.2.3.1) and its second ([MS-SMB2], 2.2.1). Messages
// follow as octets.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"

namespace pkttest::protocols {

static constexpr Name statuses[] = {{0x00000000, "STATUS_SUCCESS"},
                                    {0x00000103, "STATUS_PENDING"},
                                    {0x0000010c, "STATUS_NOTIFY_ENUM_DIR"},
                                    {0x80000005, "STATUS_BUFFER_OVERFLOW"},
                                    {0x80000006, "STATUS_NO_MORE_FILES"},
                                    {0xc000000d, "STATUS_INVALID_PARAMETER"},
                                    {0xc000000f, "STATUS_NO_SUCH_FILE"},
                                    {0xc0000016, "STATUS_MORE_PROCESSING_REQUIRED"},
                                    {0xc0000022, "STATUS_ACCESS_DENIED"},
                                    {0xc0000034, "STATUS_OBJECT_NAME_NOT_FOUND"},
                                    {0xc000009a, "STATUS_INSUFFICIENT_RESOURCES"},
                                    {0xc00000bb, "STATUS_NOT_SUPPORTED"},
                                    {0xc0000120, "STATUS_CANCELLED"},
                                    {0xc0000128, "STATUS_FILE_CLOSED"},
                                    {0xc000019c, "STATUS_FS_DRIVER_REQUIRED"},
                                    {0xc0000225, "STATUS_NOT_FOUND"}};
static constexpr Extra little{.little_endian = true};

template <std::uint8_t first>
static bool starts_with(const Layer& layer) {
    const auto octets = layer.header();
    return octets.size() >= 4 && octets[0] == first && octets[1] == 'S' && octets[2] == 'M' &&
           octets[3] == 'B';
}

// ---- version 1 -----------------------------------------------------------------------------------------

static constexpr Name commands[] = {{0x00, "SMB_COM_CREATE_DIRECTORY"},
                                    {0x01, "SMB_COM_DELETE_DIRECTORY"},
                                    {0x02, "SMB_COM_OPEN"},
                                    {0x03, "SMB_COM_CREATE"},
                                    {0x04, "SMB_COM_CLOSE"},
                                    {0x05, "SMB_COM_FLUSH"},
                                    {0x06, "SMB_COM_DELETE"},
                                    {0x07, "SMB_COM_RENAME"},
                                    {0x08, "SMB_COM_QUERY_INFORMATION"},
                                    {0x09, "SMB_COM_SET_INFORMATION"},
                                    {0x0a, "SMB_COM_READ"},
                                    {0x0b, "SMB_COM_WRITE"},
                                    {0x0c, "SMB_COM_LOCK_BYTE_RANGE"},
                                    {0x0d, "SMB_COM_UNLOCK_BYTE_RANGE"},
                                    {0x0e, "SMB_COM_CREATE_TEMPORARY"},
                                    {0x0f, "SMB_COM_CREATE_NEW"},
                                    {0x10, "SMB_COM_CHECK_DIRECTORY"},
                                    {0x11, "SMB_COM_PROCESS_EXIT"},
                                    {0x12, "SMB_COM_SEEK"},
                                    {0x13, "SMB_COM_LOCK_AND_READ"},
                                    {0x14, "SMB_COM_WRITE_AND_UNLOCK"},
                                    {0x1a, "SMB_COM_READ_RAW"},
                                    {0x1b, "SMB_COM_READ_MPX"},
                                    {0x1c, "SMB_COM_READ_MPX_SECONDARY"},
                                    {0x1d, "SMB_COM_WRITE_RAW"},
                                    {0x1e, "SMB_COM_WRITE_MPX"},
                                    {0x1f, "SMB_COM_WRITE_MPX_SECONDARY"},
                                    {0x20, "SMB_COM_WRITE_COMPLETE"},
                                    {0x21, "SMB_COM_QUERY_SERVER"},
                                    {0x22, "SMB_COM_SET_INFORMATION2"},
                                    {0x23, "SMB_COM_QUERY_INFORMATION2"},
                                    {0x24, "SMB_COM_LOCKING_ANDX"},
                                    {0x25, "SMB_COM_TRANSACTION"},
                                    {0x26, "SMB_COM_TRANSACTION_SECONDARY"},
                                    {0x27, "SMB_COM_IOCTL"},
                                    {0x28, "SMB_COM_IOCTL_SECONDARY"},
                                    {0x29, "SMB_COM_COPY"},
                                    {0x2a, "SMB_COM_MOVE"},
                                    {0x2b, "SMB_COM_ECHO"},
                                    {0x2c, "SMB_COM_WRITE_AND_CLOSE"},
                                    {0x2d, "SMB_COM_OPEN_ANDX"},
                                    {0x2e, "SMB_COM_READ_ANDX"},
                                    {0x2f, "SMB_COM_WRITE_ANDX"},
                                    {0x30, "SMB_COM_NEW_FILE_SIZE"},
                                    {0x31, "SMB_COM_CLOSE_AND_TREE_DISC"},
                                    {0x32, "SMB_COM_TRANSACTION2"},
                                    {0x33, "SMB_COM_TRANSACTION2_SECONDARY"},
                                    {0x34, "SMB_COM_FIND_CLOSE2"},
                                    {0x35, "SMB_COM_FIND_NOTIFY_CLOSE"},
                                    {0x70, "SMB_COM_TREE_CONNECT"},
                                    {0x71, "SMB_COM_TREE_DISCONNECT"},
                                    {0x72, "SMB_COM_NEGOTIATE"},
                                    {0x73, "SMB_COM_SESSION_SETUP_ANDX"},
                                    {0x74, "SMB_COM_LOGOFF_ANDX"},
                                    {0x75, "SMB_COM_TREE_CONNECT_ANDX"},
                                    {0x7e, "SMB_COM_SECURITY_PACKAGE_ANDX"},
                                    {0x80, "SMB_COM_QUERY_INFORMATION_DISK"},
                                    {0x81, "SMB_COM_SEARCH"},
                                    {0x82, "SMB_COM_FIND"},
                                    {0x83, "SMB_COM_FIND_UNIQUE"},
                                    {0x84, "SMB_COM_FIND_CLOSE"},
                                    {0xa0, "SMB_COM_NT_TRANSACT"},
                                    {0xa1, "SMB_COM_NT_TRANSACT_SECONDARY"},
                                    {0xa2, "SMB_COM_NT_CREATE_ANDX"},
                                    {0xa4, "SMB_COM_NT_CANCEL"},
                                    {0xa5, "SMB_COM_NT_RENAME"},
                                    {0xc0, "SMB_COM_OPEN_PRINT_FILE"},
                                    {0xc1, "SMB_COM_WRITE_PRINT_FILE"},
                                    {0xc2, "SMB_COM_CLOSE_PRINT_FILE"},
                                    {0xc3, "SMB_COM_GET_PRINT_QUEUE"},
                                    {0xd8, "SMB_COM_READ_BULK"},
                                    {0xd9, "SMB_COM_WRITE_BULK"},
                                    {0xda, "SMB_COM_WRITE_BULK_DATA"},
                                    {0xfe, "SMB_COM_INVALID"},
                                    {0xff, "SMB_COM_NO_ANDX_COMMAND"}};
static constexpr Name flag_names[] = {
    {0x1, "LOCK_AND_READ_OK"},     {0x2, "BUF_AVAIL"}, {0x4, "res"},      {0x8, "CASE_INSENSITIVE"},
    {0x10, "CANONICALIZED_PATHS"}, {0x20, "OPLOCK"},   {0x40, "OPBATCH"}, {0x80, "REPLY"}};
static constexpr Name flag_names_2[] = {{0x1, "LONG_NAMES"},
                                        {0x2, "EAS"},
                                        {0x4, "SMB_SECURITY_SIGNATURE"},
                                        {0x8, "COMPRESSED"},
                                        {0x10, "SMB_SECURITY_SIGNATURE_REQUIRED"},
                                        {0x20, "res"},
                                        {0x40, "IS_LONG_NAME"},
                                        {0x80, "res"},
                                        {0x100, "res"},
                                        {0x200, "res"},
                                        {0x400, "REPARSE_PATH"},
                                        {0x800, "EXTENDED_SECURITY"},
                                        {0x1000, "DFS"},
                                        {0x2000, "PAGING_IO"},
                                        {0x4000, "NT_STATUS"},
                                        {0x8000, "UNICODE"}};
static constexpr Field fields[] = {
    octets("Start", "\xffSMB", {.extent = fixed(4)}),
    enumeration("Command", 8, 0x72, commands),
    enumeration("Status", 32, 0, statuses, little),
    flags("Flags", 8, 0x18, flag_names),
    flags("Flags2", 16, 0, flag_names_2, little),
    bits("PIDHigh", 16, 0, little),
    octets("SecuritySignature", "", {.extent = fixed(8), .hex = true}),
    bits("Reserved", 16, 0, little),
    bits("TID", 16, 0, little),
    bits("PIDLow", 16, 1, little),
    bits("UID", 16, 0, little),
    bits("MID", 16, 0, little),
};
static constexpr Carrier of_generic[] = {{"_SMBGeneric", starts_with<0xff>}};
extern constexpr Protocol smb_header = {
    .name = "SMB_Header",
    .title = "SMB 1 Protocol Request Header",
    .fields = fields,
    .variant_of = of_generic,
    .answers =
        [](const Layer& answer, const Layer& request) {
            return request.is("SMB_Header") && answer.integer("MID") == request.integer("MID") &&
                   answer.integer("Command") == request.integer("Command");
        },
};
static_assert(well_formed(smb_header));

// ---- version 2 -----------------------------------------------------------------------------------------

static constexpr std::uint64_t is_async = 0x2, is_response = 0x1;
static constexpr Name commands_2[] = {
    {0, "SMB2_NEGOTIATE"},      {1, "SMB2_SESSION_SETUP"},   {2, "SMB2_LOGOFF"},
    {3, "SMB2_TREE_CONNECT"},   {4, "SMB2_TREE_DISCONNECT"}, {5, "SMB2_CREATE"},
    {6, "SMB2_CLOSE"},          {7, "SMB2_FLUSH"},           {8, "SMB2_READ"},
    {9, "SMB2_WRITE"},          {10, "SMB2_LOCK"},           {11, "SMB2_IOCTL"},
    {12, "SMB2_CANCEL"},        {13, "SMB2_ECHO"},           {14, "SMB2_QUERY_DIRECTORY"},
    {15, "SMB2_CHANGE_NOTIFY"}, {16, "SMB2_QUERY_INFO"},     {17, "SMB2_SET_INFO"},
    {18, "SMB2_OPLOCK_BREAK"}};
static constexpr Name header_flags_2[] = {
    {0x1, "SMB2_FLAGS_SERVER_TO_REDIR"},       {0x2, "SMB2_FLAGS_ASYNC_COMMAND"},
    {0x4, "SMB2_FLAGS_RELATED_OPERATIONS"},    {0x8, "SMB2_FLAGS_SIGNED"},
    {0x10000000, "SMB2_FLAGS_DFS_OPERATIONS"}, {0x20000000, "SMB2_FLAGS_REPLAY_OPERATION"}};
static constexpr Field fields_2[] = {
    octets("Start", "\xfeSMB", {.extent = fixed(4)}),
    bits("StructureSize", 16, 64, little),
    bits("CreditCharge", 16, 0, little),
    enumeration("Status", 32, 0, statuses, little),
    enumeration("Command", 16, 0, commands_2, little),
    bits("CreditsRequested", 16, 0, little),
    flags("Flags", 32, 0, header_flags_2, little),
    bits("NextCommand", 32, 0, {.little_endian = true, .hex = true}),
    bits("MID", 64, 0, little),
    bits("AsyncId", 64, 0, {.when = any_bit("Flags", is_async), .little_endian = true}),
    bits("PID", 32, 0, {.when = no_bit("Flags", is_async), .little_endian = true}),
    bits("TID", 32, 0, {.when = no_bit("Flags", is_async), .little_endian = true}),
    bits("SessionId", 64, 0, little),
    octets("SecuritySignature", "", {.extent = fixed(16), .hex = true}),
};
static constexpr Carrier of_generic_2[] = {{"_SMBGeneric", starts_with<0xfe>}};
extern constexpr Protocol smb2_header = {
    .name = "SMB2_Header",
    .title = "SMB2 Header",
    .fields = fields_2,
    .variant_of = of_generic_2,
    .answers =
        [](const Layer& answer, const Layer& request) {
            return request.is("SMB2_Header") && answer.integer("MID") == request.integer("MID") &&
                   (answer.integer("Flags") & is_response) != 0 &&
                   (request.integer("Flags") & is_response) == 0;
        },
};
static_assert(well_formed(smb2_header));

}  // namespace pkttest::protocols
