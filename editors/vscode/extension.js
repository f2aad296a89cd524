// The VS Code extension: starts `pkttest lsp` for campaigns.
"use strict";
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

async function activate() {
  const command = vscode.workspace.getConfiguration("pkttest").get("program", "pkttest");
  const server = { command, args: ["lsp"] };
  const options = { documentSelector: [{ language: "pkttest" }] };
  client = new LanguageClient("pkttest", "pkttest", server, options);
  try {
    await client.start();
  } catch (error) {
    vscode.window.showErrorMessage(`${command} lsp does not start: ${error.message}. Set pkttest.program to its path.`);
  }
}

function deactivate() {
  return client ? client.stop() : undefined;
}

module.exports = { activate, deactivate };
