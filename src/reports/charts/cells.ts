/** The ink of a cell: light on a strong ground. */
const ink = {
  condition: { test: "datum.on == 'strong'", value: '@paper' },
  value: '@ink',
};

/**
 * A matrix of cells, each with its `count` and, below it, its `money`; the `tone` says which colour, `strength` (0–1) how
 * much of it.
 */
export const cellLayers = [
  {
    mark: { type: 'rect' },
    encoding: {
      fill: {
        field: 'tone',
        type: 'nominal',
        scale: { domain: ['makes', 'erodes'], range: ['@makes', '@erodes'] },
        legend: null,
      },
      fillOpacity: {
        field: 'strength',
        type: 'quantitative',
        scale: { domain: [0, 1], range: [0, 1] },
        legend: null,
      },
    },
  },
  {
    mark: { type: 'text', dy: -8, fontSize: 17, fontWeight: 600 },
    encoding: { text: { field: 'count' }, color: ink },
  },
  { mark: { type: 'text', dy: 13, fontSize: 11 }, encoding: { text: { field: 'money' }, color: ink } },
];
