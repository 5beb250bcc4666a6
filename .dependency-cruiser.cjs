/** The one direction of dependence: cli → pipeline → stages → engine, contracts, language. See docs/architecture.md. */
const stages = '^src/(ingest|features|models|reports)/';
module.exports = {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'stages-stand-apart',
      comment: 'What passes between stages is a table with a contract, not a function.',
      severity: 'error',
      from: { path: stages },
      to: { path: stages, pathNot: '^src/$1/' },
    },
    {
      name: 'stages-know-no-pipeline',
      severity: 'error',
      from: { path: stages },
      to: { path: '^src/(pipeline|cli)/' },
    },
    {
      name: 'pipeline-knows-no-cli',
      severity: 'error',
      from: { path: '^src/pipeline/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'engine-knows-no-business',
      severity: 'error',
      from: { path: '^src/engine/' },
      to: { path: '^src/', pathNot: '^src/(engine|language)/|^src/contracts/contract\\.ts$' },
    },
    {
      name: 'contracts-are-a-leaf',
      severity: 'error',
      from: { path: '^src/contracts/' },
      to: { path: '^src/', pathNot: '^src/(contracts|language)/' },
    },
    {
      name: 'language-is-a-leaf',
      severity: 'error',
      from: { path: '^src/language/' },
      to: { path: '^src/', pathNot: '^src/language/' },
    },
    {
      name: 'only-cli-prints',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^(commander|open)$' },
    },
    {
      name: 'product-needs-no-dev-tool',
      severity: 'error',
      // The report's client is bundled when the product is built; what it imports is inside the bundle.
      from: { path: '^src/', pathNot: '^src/reports/page/client/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'] },
  },
};
