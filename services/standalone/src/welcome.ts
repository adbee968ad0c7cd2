/** What `npm start` says once it is ready. */
export function welcome(address: string, now: string): string {
  return `
Flipside is ready.

  gateway         ${address}
  API             ${address}/docs (the document: ${address}/v1/openapi.json)
  business time   ${now}
${roleHelp(address)}
Stop with Ctrl-C; the data stay. \`npm run reset\` removes them.
`;
}

/** How to get a token in development mode. */
export function roleHelp(address: string): string {
  return `
A token for a role (development mode only):

  curl -s ${address}/v1/dev/tokens -H 'content-type: application/json' \\
       -d '{"roles": ["hr-integration"]}'

  roles: participant, line-manager, programme-admin, sponsor, custodian, analyst, auditor, hr-integration, operator, reporter
  A person's own token names them: {"roles": ["participant"], "personId": "<id of the person>"}
`;
}
