// Long details stand compressed in the page: gzip (RFC 1952) of deflate (RFC 1951) in base64, undone when they are read.
"use strict";

// Counts of codes by length, and the symbols in the order of their codes.
function code_of(lengths) {
    const counts = new Uint16Array(16), offsets = new Uint16Array(16), symbols = new Uint16Array(lengths.length);
    for (const length of lengths) ++counts[length];
    counts[0] = 0;
    for (let i = 1; i < 16; ++i) offsets[i] = offsets[i - 1] + counts[i - 1];
    lengths.forEach((length, symbol) => { if (length) symbols[offsets[length]++] = symbol; });
    return {counts, symbols};
}

class BitReader {
    constructor(octets, at) { this.octets = octets; this.at = at; this.held = 0; this.count = 0; }

    bits(wanted) {
        while (this.count < wanted) {
            this.held |= this.octets[this.at++] << this.count;
            this.count += 8;
        }
        const value = this.held & ((1 << wanted) - 1);
        this.held >>>= wanted;
        this.count -= wanted;
        return value;
    }

    symbol({counts, symbols}) {
        let code = 0, first = 0, index = 0;
        for (let length = 1; length < 16; ++length) {
            code |= this.bits(1);
            const count = counts[length];
            if (code - count < first) return symbols[index + code - first];
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        throw new Error("damaged details");
    }
}

const length_bases = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const length_extras = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const distance_bases = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];

const literals = code_of(Array.from({length: 288}, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8)));
const distances = code_of(Array(30).fill(5));

// `octets` is a gzip file as the report's writer makes it: one member, no extra fields, blocks of fixed codes.
function gunzip(octets) {
    const view = new DataView(octets.buffer);
    const out = new Uint8Array(view.getUint32(octets.length - 4, true));
    const input = new BitReader(octets, 10);
    let at = 0, last = false;
    while (!last) {
        last = input.bits(1) === 1;
        if (input.bits(2) !== 1) throw new Error("damaged details");
        for (let symbol = input.symbol(literals); symbol !== 256; symbol = input.symbol(literals)) {
            if (symbol < 256) { out[at++] = symbol; continue; }
            const length = length_bases[symbol - 257] + input.bits(length_extras[symbol - 257]);
            const distance = input.symbol(distances);
            const back = distance_bases[distance] + input.bits(distance < 2 ? 0 : (distance >> 1) - 1);
            for (let i = 0; i < length; ++i, ++at) out[at] = out[at - back];
        }
    }
    return new TextDecoder().decode(out);
}

function unpacked(base64) {
    return gunzip(Uint8Array.from(atob(base64), letter => letter.charCodeAt(0)));
}
