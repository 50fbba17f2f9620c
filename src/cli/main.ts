console.log('dvar');
